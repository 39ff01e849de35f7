package import Engagement
import FoundationEssentials

extension DataPackage {
    /// The files that a data package describes, with their paths in the site. Copies for Excel, with a byte-order mark, of an
    /// earlier release are left out.
    ///
    /// - Parameter scope: of all the files; the package is in its folder.
    /// - Throws: ``ExportError`` if the bytes are not such a package.
    package static func files(in bytes: [UInt8], scope: DownloadScope) throws(ExportError) -> [ExportedFile] {
        do {
            let package = try JSONDecoder().decode(Package.self, from: Data(bytes))
            return package.resources.filter { $0.encoding != copyEncoding }.map { $0.file(in: scope) }
        } catch {
            let path = scope.folder + SiteLayout.dataPackage
            throw ExportError(
                .unreadable, file: path,
                "\(path) of the published site can't be read (\(error)). `octo-site render --archive` writes it anew.")
        }
    }

    private static let copyEncoding = "utf-8-sig"

    private struct Package: Decodable {
        var resources: [Resource]
    }

    private struct Resource: Decodable {
        var path, description, encoding, hash: String
        var bytes, rows: Int
        var schema: Schema
        var deprecated: Bool?

        private var isDeprecated: Bool { deprecated == true }

        struct Schema: Decodable {
            var fields: [Field]
            var primaryKey: [String]?
        }

        struct Field: Decodable {
            var name, type: String
            var description: String?
        }

        func file(in scope: DownloadScope) -> ExportedFile {
            ExportedFile(
                path: scope.folder + path, scope: scope,
                description: isDeprecated ? String(description.dropLast(DataPackage.deprecation.count)) : description,
                rows: rows, bytes: bytes,
                sha256: String(hash.dropFirst("sha256:".count)),
                columns: schema.fields.map { TableColumn($0.name, DataPackage.kind(ofType: $0.type), $0.description) },
                primaryKey: schema.primaryKey ?? [])
        }
    }

    private static func kind(ofType type: String) -> TableColumn.Kind {
        switch type {
        case "boolean": .flag
        case "datetime": .time
        case "date": .date
        case "integer": .count
        case "number": .share
        case "yearmonth": .month
        default: .text
        }
    }
}
