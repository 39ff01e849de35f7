import ArgumentParser
import Simulator

/// The seed, size and age of a simulated account.
struct SimulationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The account's seed: the same seed gives the same account.", valueName: "n"))
    var seed: UInt64 = Account.defaultSeed

    @Option(help: ArgumentHelp("How many emails all campaigns together have sent.", valueName: "n"))
    var participants = AccountSize.real.participants

    @Option(name: .customLong("campaigns"), help: ArgumentHelp("The number of sent campaigns.", valueName: "n"))
    var campaignCount = AccountSize.real.sentCampaigns

    @Option(help: ArgumentHelp("The number of lists.", valueName: "n"))
    var lists = AccountSize.real.lists

    @Option(help: ArgumentHelp("How many days have passed in the account.", valueName: "n"))
    var day = 0

    func validate() throws {
        guard campaignCount > 0, lists > 0, day >= 0, participants >= campaignCount * 20 else {
            throw ValidationError("A simulated account needs lists, campaigns, and at least 20 recipients a campaign.")
        }
    }

    var account: Account {
        Account(
            seed: seed, size: AccountSize(participants: participants, sentCampaigns: campaignCount, lists: lists), day: day)
    }
}
