package import Engagement
import FoundationEssentials

extension DataPackage {
    /// The files that a data package describes, with their paths in the site.
    ///
    /// - Parameter scope: of all the files; the package is in its folder.
    /// - Throws: ``ExportError`` if the bytes are not such a package.
    package static func files(in bytes: [UInt8], scope: DownloadScope) throws(ExportError) -> [ExportedFile] {
        do {
            return try JSONDecoder().decode(Package.self, from: Data(bytes)).resources.map { $0.file(in: scope) }
        } catch {
            let path = scope.folder + SiteLayout.dataPackage
            throw ExportError(
                .unreadable, file: path,
                "\(path) of the published site can't be read (\(error)). `octo-site render --archive` writes it anew.")
        }
    }

    private struct Package: Decodable {
        var resources: [Resource]
    }

    private struct Resource: Decodable {
        var path, description, encoding, hash: String
        var bytes, rows: Int
        var schema: Schema

        struct Schema: Decodable {
            var fields: [Field]
        }

        struct Field: Decodable {
            var name, type: String
            var description: String?
        }

        func file(in scope: DownloadScope) -> ExportedFile {
            let isTwin = encoding == DataPackage.twinEncoding
            let plain = isTwin ? description.replacing(DataPackage.twinNote, with: "") : description
            return ExportedFile(
                path: scope.folder + path, scope: scope, description: plain, rows: rows, bytes: bytes,
                sha256: String(hash.dropFirst("sha256:".count)),
                columns: schema.fields.map { TableColumn($0.name, DataPackage.kind(ofType: $0.type), $0.description) },
                twinOf: isTwin ? scope.folder + path.replacing(".excel.csv", with: ".csv") : nil)
        }
    }

    private static func kind(ofType type: String) -> TableColumn.Kind {
        switch type {
        case "boolean": .flag
        case "datetime": .time
        case "date": .date
        case "integer": .count
        default: .text
        }
    }
}
