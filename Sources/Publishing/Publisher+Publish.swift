import Glibc
import Synchronization

extension Publisher {
    /// Looks at what is about to go up: that every link leads somewhere, and that no page weighs more than it may.
    ///
    /// Pages that were kept have been looked at when they were made; they are looked at again only if the new site
    /// lacks a file of the old one.
    /// - Parameter weightLimit: bytes of HTML, styles and scripts, gzipped.
    package func check(weightLimit: Int = 100_000) throws(PublishingError) {
        let entries = state.withLock { $0.entries }
        let paths = Set(entries.keys).union([special.checksums])
        var pages = entries.compactMapValues(\.links)
        let read = { (path: String) throws(PublishingError) in
            try Disk.read(self.location(of: path, entries[path] ?? Entry()))
        }
        try SiteCheck(paths: paths, pages: pages, notFoundPage: special.notFoundPage, read: read).checkWeight(limit: weightLimit)
        if previous.hashes.isEmpty || !paths.isSuperset(of: previous.hashes.keys) {
            for (path, entry) in entries where entry.links == nil && path.hasSuffix(".html") {
                pages[path] = PageLinks(of: try Disk.read(location(of: path, entry)), at: path)
            }
        }
        try SiteCheck(paths: paths, pages: pages, notFoundPage: special.notFoundPage, read: read).checkLinks()
    }

    /// Puts the new site in the old one's place, with its `SHA256SUMS`.
    package func publish() throws(PublishingError) -> PublishReport {
        let entries = state.withLock { $0.entries }
        if let path = entries.first(where: { $0.value.sha256.isEmpty })?.key {
            throw PublishingError(.badPath, path: path, "\(path) was begun and never finished; nothing was published.")
        }
        let sums = Checksums(entries.mapValues(\.sha256)).bytes
        let stale = try staleFiles(entries)
        let carried = entries.values.count { $0.isCarried }
        var report = PublishReport(
            mode: .unchanged, written: entries.count - carried, carried: carried, removed: stale.count)
        if report.written == 0, stale.isEmpty, !folder.isHalfPublished, try Disk.holds(live(special.checksums), sums) {
            abandon()
            return report
        }
        try Disk.write(sums, to: staged(special.checksums))
        if let obstacle = folder.obstacle {
            report.mode = try publishInPlace(entries, stale: stale, reason: obstacle)
        } else {
            report.mode = try publishWhole(entries, stale: stale, warnings: &report.warnings)
        }
        state.withLock { $0.isDone = true }
        return report
    }

    /// What the site that is up has and the new one doesn't. What begins with a point isn't the site's.
    private func staleFiles(_ entries: [String: Entry]) throws(PublishingError) -> [String] {
        try Disk.files(below: folder.path) { !$0.hasPrefix(".") && $0 != special.checksums }
            .filter { entries[$0] == nil }
    }

    private func publishWhole(
        _ entries: [String: Entry], stale: [String], warnings: inout [String]
    ) throws(PublishingError) -> PublishReport.Mode {
        guard folder.exists else {
            try Disk.rename(staging, to: folder.path)
            return .created
        }
        for name in try Disk.names(in: folder.path) where name.hasPrefix(".") && !name.hasPrefix(".octo-site-") {
            try Disk.carry(live(name), to: staged(name))
        }
        let mode: PublishReport.Mode
        let old: String
        switch Disk.exchange(staging, with: folder.path) {
        case 0: (mode, old) = (.exchanged, staging)
        case EINVAL, ENOSYS, EOPNOTSUPP: (mode, old) = (.renamed, try swapByRenaming())
        case EBUSY, EXDEV, EACCES, EPERM:
            let reason = "\(folder.name) can't be moved"
            return try publishInPlace(entries, stale: stale, reason: reason)
        case let number: throw .system(number, cannot: "put in place", folder.name)
        }
        do throws(PublishingError) { try Disk.removeTree(old) } catch {
            warnings.append("The new site is up, but what is left of the old one stays until the next run: \(error.message)")
        }
        return mode
    }

    /// - Returns: where the old tree is now.
    private func swapByRenaming() throws(PublishingError) -> String {
        let old = folder.beside("previous-\(getpid())")
        try Disk.rename(folder.path, to: old)
        do throws(PublishingError) { try Disk.rename(staging, to: folder.path) } catch {
            try Disk.rename(old, to: folder.path)
            throw error
        }
        return old
    }
}
