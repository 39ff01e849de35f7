package import Engagement

/// `datapackage.json`: describes every CSV of the site for programs. Frictionless Data Package v2,
/// <https://datapackage.org/standard/data-package/>; the member `rows` is an addition.
package struct DataPackage: Sendable {
    /// Lower-case letters, digits, `-`, `_` and `.`.
    package var name: String
    package var title: String
    /// The end of the run that is shown.
    package var created: Timestamp
    package var files: [ExportedFile]
    /// The folder of the package in the site. The package names its files by their paths in this folder.
    package var folder: String

    package init(
        name: String = "octo-site", title: String, created: Timestamp, files: [ExportedFile], folder: String = ""
    ) {
        self.name = name
        self.title = title
        self.created = created
        self.files = files
        self.folder = folder
    }

    static let deprecation = " Deprecated: the next release does not have it."

    /// The JSON, one resource per line.
    package var bytes: [UInt8] {
        var buffer = ByteBuffer()
        buffer.append("{\n\"$schema\":\"https://datapackage.org/profiles/2.0/datapackage.json\",\n\"name\":")
        buffer.append(json: name)
        buffer.append(",\n\"title\":")
        buffer.append(json: title)
        buffer.append(",\n\"created\":")
        buffer.append(json: Optional(created))
        buffer.append(",\n\"resources\":[")
        for (index, file) in files.enumerated() {
            buffer.append(index == 0 ? "\n" : ",\n")
            append(file, to: &buffer)
        }
        buffer.append("\n]\n}\n")
        return buffer.bytes
    }

    private func append(_ file: ExportedFile, to buffer: inout ByteBuffer) {
        let path = file.path.hasPrefix(folder) ? String(file.path.dropFirst(folder.count)) : file.path
        buffer.append("{")
        buffer.append(key: "name", isFirst: true)
        buffer.append(json: Self.name(of: path))
        buffer.append(key: "path")
        buffer.append(json: path)
        buffer.append(key: "description")
        let isDeprecated = SiteLayout.deprecated.contains(file.path)
        buffer.append(json: file.description + (isDeprecated ? Self.deprecation : ""))
        if isDeprecated { buffer.append(",\"deprecated\":true") }
        buffer.append(",\"type\":\"table\",\"format\":\"csv\",\"mediatype\":\"text/csv\",\"encoding\":\"utf-8\"")
        buffer.append(key: "bytes")
        buffer.append(file.bytes)
        buffer.append(key: "hash")
        buffer.append(json: "sha256:" + file.sha256)
        buffer.append(key: "rows")
        buffer.append(file.rows)
        buffer.append(",\"dialect\":{\"lineTerminator\":\"\\r\\n\"},\"schema\":{\"fields\":")
        buffer.append(jsonList: file.columns) { append($1, to: &$0) }
        buffer.append(",\"missingValues\":[\"\"]")
        if !file.primaryKey.isEmpty {
            buffer.append(key: "primaryKey")
            buffer.append(jsonList: file.primaryKey) { $0.append(json: $1) }
        }
        if refersToCampaigns(file) {
            buffer.append(",\"foreignKeys\":[{\"fields\":[\"campaign_id\"],\"reference\":{\"resource\":")
            buffer.append(json: Self.name(of: SiteLayout.figures(.campaigns)))
            buffer.append(",\"fields\":[\"campaign_id\"]}}]")
        }
        buffer.append("}}")
    }

    /// True for rows that name their campaign, where the package has the table of campaigns. A custom field of that name has no
    /// description.
    private func refersToCampaigns(_ file: ExportedFile) -> Bool {
        let campaigns = SiteLayout.figures(.campaigns)
        return folder.isEmpty && file.path != campaigns && files.contains { $0.path == campaigns }
            && file.columns.contains { $0.name == "campaign_id" && $0.description != nil }
    }

    private func append(_ column: TableColumn, to buffer: inout ByteBuffer) {
        buffer.append("{")
        buffer.append(key: "name", isFirst: true)
        // As the head of the file has it.
        buffer.append(json: ByteBuffer.guarded(column.name))
        switch column.kind {
        case .text: buffer.append(",\"type\":\"string\"")
        case .flag: buffer.append(",\"type\":\"boolean\",\"trueValues\":[\"Yes\"],\"falseValues\":[\"No\"]")
        case .time: buffer.append(",\"type\":\"datetime\"")
        case .date: buffer.append(",\"type\":\"date\"")
        case .count: buffer.append(",\"type\":\"integer\"")
        case .share: buffer.append(",\"type\":\"number\"")
        case .month: buffer.append(",\"type\":\"yearmonth\"")
        }
        if let description = column.description {
            buffer.append(key: "description")
            buffer.append(json: description)
        }
        buffer.append("}")
    }

    /// A resource's name: lower-case letters, digits, `-`, `_` and `.`, as the standard recommends.
    private static func name(of path: String) -> String {
        let letters = path.lowercased().map { character in
            character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character)) ? character : "-"
        }
        return String(letters)
    }
}
