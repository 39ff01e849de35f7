import ArgumentParser
import Workflows

/// What becomes of a site that was made from another store.
struct ArchiveOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Publish although the output shows updates that the store does not have; the old site stays, in a folder beside it."))
    var replaceArchive = false

    var otherArchive: RenderOptions.OtherArchive { replaceArchive ? .kept : .refused }
}
