import FoundationEssentials

extension DataPackage {
    /// What a package of ours says of its files, with the folder it stands in before their paths.
    /// - Throws: ``ExportError`` if the bytes are no such package.
    package static func files(in bytes: [UInt8], folder: String) throws(ExportError) -> [ExportedFile] {
        do {
            return try JSONDecoder().decode(Package.self, from: Data(bytes)).resources.map { $0.file(in: folder) }
        } catch {
            throw ExportError(
                .unreadable, file: "\(folder)datapackage.json",
                "\(folder)datapackage.json of the published site can't be read (\(error)). `octo-site render --archive` makes it "
                    + "anew.")
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

        func file(in folder: String) -> ExportedFile {
            let isTwin = encoding == DataPackage.twinEncoding
            let plain = isTwin ? description.replacing(DataPackage.twinNote, with: "") : description
            return ExportedFile(
                path: folder + path, description: plain, rows: rows, bytes: bytes,
                sha256: String(hash.dropFirst("sha256:".count)),
                columns: schema.fields.map { TableColumn($0.name, DataPackage.kind(ofType: $0.type), $0.description) },
                twinOf: isTwin ? folder + path.replacing(".excel.csv", with: ".csv") : nil)
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
