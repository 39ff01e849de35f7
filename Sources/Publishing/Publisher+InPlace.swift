import Glibc

extension Publisher {
    /// Moves files into the folder one by one, each in one step, in an order in which what is linked to comes before
    /// what links: assets, pages, data, `SHA256SUMS`; then what is stale goes.
    func publishInPlace(
        _ entries: [String: Entry], stale: [String], reason: String
    ) throws(PublishingError) -> PublishReport.Mode {
        let marker = live(OutputFolder.inPlaceMarker)
        if Disk.kind(of: marker) == nil { try Disk.write([], to: marker) }
        let changed = entries.filter { !$0.value.isCarried }.keys
        for path in changed.sorted(by: Self.comesBefore) + [special.checksums] { try moveIntoPlace(path) }
        for path in stale {
            // A folder of the new site may stand there by now.
            guard let kind = Disk.kind(of: live(path)), kind != .folder else { continue }
            try Disk.removeFile(live(path))
            Disk.removeEmptyFolders(live(Disk.folder(of: path)), upTo: folder.path)
        }
        try Disk.removeTree(staging)
        try Disk.removeFile(marker)
        return .inPlace(reason: reason)
    }

    private static func comesBefore(_ left: String, _ right: String) -> Bool {
        (rank(left), left) < (rank(right), right)
    }

    private static func rank(_ path: String) -> Int {
        if path.hasSuffix(".html") || path.hasSuffix(".md") || path.hasSuffix(".xml") { return 1 }
        if path.hasSuffix(".json") || path.hasSuffix(".csv") { return 2 }
        return 0
    }

    private func moveIntoPlace(_ path: String) throws(PublishingError) {
        try clearWay(to: Disk.folder(of: path))
        if Disk.kind(of: live(path)) == .folder { try Disk.removeTree(live(path)) }
        if unsafe Glibc.rename(staged(path), live(path)) == 0 { return }
        guard errno == EXDEV else { throw .system(errno, cannot: "put in place", "\(folder.name)/\(path)") }
        // The folder turned out to be another disk than its parent: copy beside the place first, so that it changes
        // in one step.
        let copy = live(".octo-site-staging-\(getpid())")
        try Disk.removeFile(copy)
        try Disk.copy(staged(path), to: copy)
        try Disk.rename(copy, to: live(path))
    }

    /// Makes the folders on the way; a file that stands where one is needed is stale.
    private func clearWay(to path: String) throws(PublishingError) {
        guard !path.isEmpty, Disk.kind(of: live(path)) != .folder else { return }
        try clearWay(to: Disk.folder(of: path))
        try Disk.removeFile(live(path))
        try Disk.makeFolder(live(path))
    }
}
