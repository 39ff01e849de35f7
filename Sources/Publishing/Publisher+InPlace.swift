import Files

extension Publisher {
    /// Moves files into the folder one by one, each in one step. A file comes before those that link to it: assets, pages,
    /// data, checksums. Stale files are removed last.
    func publishInPlace(
        _ entries: [String: Entry], stale: [String], reason: String
    ) throws(FileError) -> PublishResult.Mode {
        let marker = live(OutputFolder.inPlaceMarker)
        // If this run is killed, the next one knows by it which files octo-site made.
        let files = Checksums(entries.mapValues(\.sha256).merging(made.map { ($0, Checksums.unknown) }) { new, _ in new })
        try FileSystem.removeFile(staged(OutputFolder.inPlaceMarker))
        try FileSystem.write(files.bytes, to: staged(OutputFolder.inPlaceMarker))
        try moveIntoPlace(OutputFolder.inPlaceMarker)
        let changed = entries.filter { !$0.value.isCarried }.keys
        for path in changed.sorted(by: Self.comesBefore) + [special.checksums] { try moveIntoPlace(path) }
        for path in stale {
            // The new site may have a folder of this name by now.
            guard let kind = FileSystem.kind(of: live(path)), kind != .folder else { continue }
            try FileSystem.removeFile(live(path))
            FileSystem.removeEmptyFolders(live(FileSystem.folder(of: path)), upTo: folder.path)
        }
        try FileSystem.removeTree(staging)
        try FileSystem.removeFile(marker)
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

    private func moveIntoPlace(_ path: String) throws(FileError) {
        try clearWay(to: FileSystem.folder(of: path))
        if FileSystem.kind(of: live(path)) == .folder { try FileSystem.removeTree(live(path)) }
        do throws(FileError) { try FileSystem.rename(staged(path), to: live(path)) } catch {
            guard error.reason == .otherDevice else { throw error }
            // A part of the folder is on another disk: copy beside the place first, so that it changes in one step.
            let copy = live(".octo-site-staging-\(CurrentProcess.id)")
            try FileSystem.removeFile(copy)
            try FileSystem.copy(staged(path), to: copy)
            try FileSystem.rename(copy, to: live(path))
        }
    }

    /// Creates the folders on the way. A file that has the name of one of them is stale.
    private func clearWay(to path: String) throws(FileError) {
        guard !path.isEmpty, FileSystem.kind(of: live(path)) != .folder else { return }
        try clearWay(to: FileSystem.folder(of: path))
        try FileSystem.removeFile(live(path))
        try FileSystem.createFolder(live(path))
    }
}
