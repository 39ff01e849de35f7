import Engagement
import Metrics

/// The files of one list's segments, as EmailOctopus imports them.
struct ListSegments {
    /// The list's name for people.
    let title: String
    private let files: [SegmentFile: DownloadEntry]

    /// Nil where there is no such file.
    func file(_ segment: SegmentFile) -> DownloadEntry? { files[segment] }

    /// The run that asked EmailOctopus last.
    static func asked(_ renderer: PageRenderer) -> Run? {
        renderer.account.runs.last { $0.state.isFinished && $0.api != Run.imported }
    }

    /// True of v1.6, whose status of a contact is that of the last report that named it.
    static func mayBeOutdated(_ renderer: PageRenderer) -> Bool { asked(renderer)?.api == "v1.6" }

    /// Every list that campaigns went to and that has such files, by name, then by id; none where privacy keeps rows in the store.
    static func all(_ renderer: PageRenderer) -> [ListSegments] {
        let lists = Dictionary(
            renderer.account.campaigns.flatMap(\.lists).map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        return lists.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.compactMap { id, title in
            let files = SegmentFile.allCases.compactMap { segment in
                renderer.download(SiteLayout.segment(segment, of: id)).map { (segment, $0) }
            }
            return files.isEmpty ? nil : ListSegments(title: title, files: Dictionary(uniqueKeysWithValues: files))
        }
    }
}
