import ArgumentParser
import Simulator

/// What a simulated account is like.
struct SimulationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The account's seed: the same one gives the same account.", valueName: "n"))
    var seed: UInt64 = Account.defaultSeed

    @Option(help: ArgumentHelp("Participants of all sent campaigns together.", valueName: "n"))
    var participants = AccountSize.real.participants

    @Option(name: .customLong("campaigns"), help: ArgumentHelp("Sent campaigns.", valueName: "n"))
    var campaignCount = AccountSize.real.sentCampaigns

    @Option(help: ArgumentHelp("Lists of contacts.", valueName: "n"))
    var lists = AccountSize.real.lists

    @Option(help: ArgumentHelp("How many days of the account's life have passed.", valueName: "n"))
    var day = 0

    func validate() throws {
        guard campaignCount > 0, lists > 0, day >= 0, participants >= campaignCount * 20 else {
            throw ValidationError("A simulated account needs lists, campaigns, and at least 20 participants a campaign.")
        }
    }

    var account: Account {
        Account(
            seed: seed, size: AccountSize(participants: participants, sentCampaigns: campaignCount, lists: lists), day: day)
    }
}
