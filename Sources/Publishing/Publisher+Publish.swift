import Files
import Glibc
import Synchronization

extension Publisher {
    /// Checks the new site before it is published: every link leads to a file. A page that is larger than the limit is published
    /// with a warning: what the provider's data makes long must not stop a night.
    ///
    /// Pages that are kept were checked when they were made; they are checked again only if the new site lacks a file of the
    /// live one that they may link to.
    ///
    /// - Parameter weightLimit: bytes of HTML, styles and scripts, gzipped.
    package func check(weightLimit: Int = 100_000) throws(PublishingError) {
        let entries = state.withLock { $0.entries }
        let paths = Set(entries.keys).union([special.checksums])
        var pages = entries.compactMapValues(\.links)
        let read = { (path: String) throws(PublishingError) in
            try explainingFileErrors { () throws(FileError) in
                try FileSystem.read(self.location(of: path, entries[path] ?? Entry()))
            }
        }
        func check(_ pages: [String: PageLinks]) -> SiteCheck {
            SiteCheck(paths: paths, isForeign: isForeign, pages: pages, notFoundPage: special.notFoundPage, read: read)
        }
        let warning = try check(pages).warningAboutWeight(limit: weightLimit)
        if let warning { state.withLock { $0.warnings.append(warning) } }
        let gone = previous.hashes.keys.filter { !paths.contains($0) }
        if previous.hashes.isEmpty || !gone.isEmpty {
            for (path, entry) in entries where entry.links == nil && path.hasSuffix(".html") {
                let bytes = try read(path)
                if gone.isEmpty || gone.contains(where: { PageLinks.mayLead(from: bytes, at: path, to: $0) }) {
                    pages[path] = PageLinks(of: bytes, at: path)
                }
            }
        }
        try check(pages).checkLinks()
    }

    /// True for a file that octo-site did not make, and that stays.
    private func isForeign(_ path: String) -> Bool {
        guard !path.hasPrefix("."), !made.contains(path), let kind = FileSystem.kind(of: live(path)) else { return false }
        return kind != .folder
    }

    /// Puts the new site, with its checksums, in the live one's place.
    /// - Parameter date: the live site is kept, beside the new one, under a name with this date; nil removes it.
    package func publish(keepingOldSiteOf date: String? = nil) throws(PublishingError) -> PublishResult {
        if date != nil { try folder.refuseKeepingSite() }
        let entries = state.withLock { $0.entries }
        if let path = entries.first(where: { $0.value.sha256.isEmpty })?.key {
            throw PublishingError(.badPath, path: path, "\(path) was begun and never finished; nothing was published.")
        }
        let live = try explainingFileErrors { () throws(FileError) in try liveFiles() }
        let foreign = foreignFiles(entries, among: live)
        try refuseFilesInTheWay(foreign, entries)
        let stale = live.filter { entries[$0] == nil && made.contains($0) }
        return try explainingFileErrors { () throws(FileError) in
            try publish(entries, stale: stale, foreign: foreign, keepingOldSiteOf: date)
        }
    }

    private func publish(
        _ entries: [String: Entry], stale: [String], foreign: [String], keepingOldSiteOf date: String?
    ) throws(FileError) -> PublishResult {
        let checksums = Checksums(entries.mapValues(\.sha256)).bytes
        let carried = entries.values.count { $0.isCarried }
        var result = PublishResult(
            mode: .unchanged, written: entries.count - carried, carried: carried, removed: stale.count,
            kept: foreign.count, warnings: state.withLock { $0.warnings })
        if result.written == 0, stale.isEmpty, !folder.isHalfPublished,
            try FileSystem.contains(live(special.checksums), checksums)
        {
            abandon()
            return result
        }
        try FileSystem.write(checksums, to: staged(special.checksums))
        if let obstacle = folder.obstacle {
            result.mode = try publishInPlace(entries, stale: stale, reason: obstacle)
        } else {
            result.mode = try publishWhole(entries, stale: stale, foreign: foreign, date, &result)
        }
        state.withLock { $0.isDone = true }
        return result
    }

    /// What is in the folder now. Names in it that begin with a point are not the site's.
    private func liveFiles() throws(FileError) -> [String] {
        try FileSystem.files(below: folder.path) { !$0.hasPrefix(".") && $0 != special.checksums }
    }

    /// The files in the folder that octo-site did not make: they are in no `SHA256SUMS` of it, old or new.
    private func foreignFiles(_ entries: [String: Entry], among live: [String]) -> [String] {
        live.filter { entries[$0] == nil && !made.contains($0) }
    }

    /// Refuses a file of somebody else where the new site has a folder, and a folder with one where it has a file.
    private func refuseFilesInTheWay(_ foreign: [String], _ entries: [String: Entry]) throws(PublishingError) {
        if foreign.isEmpty { return }
        let folders = Set(entries.keys.flatMap(Self.foldersAbove))
        let isInTheWay = { (path: String) in
            folders.contains(path) || Self.foldersAbove(path).contains { entries[$0] != nil }
        }
        guard let path = foreign.first(where: isInTheWay) else { return }
        throw PublishingError(
            .foreignFolder, path: folder.name,
            "\(folder.name)/\(path), which octo-site did not make, is in the way of the site's files. Move it away, then run "
                + "this again.")
    }

    /// `a/b/c` to `a/b` and `a`.
    private static func foldersAbove(_ path: String) -> [String] {
        var folders: [String] = []
        var folder = FileSystem.folder(of: path)
        while !folder.isEmpty {
            folders.append(folder)
            folder = FileSystem.folder(of: folder)
        }
        return folders
    }

    /// Gives the new tree what octo-site did not make: hidden names and foreign files, with the permissions of their folders.
    private func carryForeign(_ foreign: [String]) throws(FileError) {
        for name in try FileSystem.names(in: folder.path) where name.hasPrefix(".") && !name.hasPrefix(".octo-site-") {
            try FileSystem.duplicateTree(live(name), to: staged(name))
        }
        for path in foreign {
            for parent in Self.foldersAbove(path).reversed() where FileSystem.kind(of: staged(parent)) == nil {
                try FileSystem.createFolder(staged(parent))
                try FileSystem.copyOwnerAndPermissions(of: live(parent), to: staged(parent))
            }
            try FileSystem.duplicateTree(live(path), to: staged(path))
        }
    }

    private func publishWhole(
        _ entries: [String: Entry], stale: [String], foreign: [String], _ date: String?, _ result: inout PublishResult
    ) throws(FileError) -> PublishResult.Mode {
        guard folder.exists else {
            try openStaging()
            try FileSystem.rename(staging, to: folder.path)
            return .created
        }
        try carryForeign(foreign)
        try openStaging()
        let mode: PublishResult.Mode
        let old: String
        switch try FileSystem.exchange(staging, with: folder.path) {
        case .done: (mode, old) = (.exchanged, staging)
        case .notSupported: (mode, old) = (.renamed, try exchangeByRenaming())
        case .immovable where date != nil: throw FileError(EBUSY, .replaced, folder.path)
        case .immovable: return try publishInPlace(entries, stale: stale, reason: "\(folder.name) can't be moved")
        }
        if let date {
            let path = folder.replaced(date)
            try FileSystem.rename(old, to: path)
            result.replaced = path
            return mode
        }
        do throws(FileError) { try FileSystem.removeTree(old) } catch {
            result.warnings.append("The new site is published, but a part of the old one remains until the next run: \(error)")
        }
        return mode
    }

    /// - Returns: where the old tree is now.
    private func exchangeByRenaming() throws(FileError) -> String {
        let old = folder.beside("previous-\(CurrentProcess.id)")
        try FileSystem.rename(folder.path, to: old)
        do throws(FileError) { try FileSystem.rename(staging, to: folder.path) } catch {
            try FileSystem.rename(old, to: folder.path)
            throw error
        }
        return old
    }
}
