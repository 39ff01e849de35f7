import Basics
import CXlsxWriter
import Engagement

/// The one file that touches libxlsxwriter: writes sheets to an `.xlsx` file.
///
/// The same sheets give the same bytes: libxlsxwriter gives all parts of the file one fixed time, and the workbook's own is fixed
/// here. One row at a time is in libxlsxwriter's memory.
@safe package struct Workbook: ~Copyable {
    /// 1 January 2000. Excel shows it as the time the file was created; the sheets say what time they are about.
    private static let created = 946_684_800
    /// Excel's limit of a cell, in UTF-16 units.
    private static let longestText = 32_767

    private let path: String
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let head: UnsafeMutablePointer<lxw_format>
    private let count: UnsafeMutablePointer<lxw_format>
    private let share: UnsafeMutablePointer<lxw_format>
    private let time: UnsafeMutablePointer<lxw_format>
    private let month: UnsafeMutablePointer<lxw_format>

    /// Writes a workbook. What was at the path is replaced.
    ///
    /// - Throws: ``WorkbookError`` where the file can't be written, or a sheet has more rows than a sheet can have.
    package static func write(_ sheets: [WorkbookSheet], title: String, to path: String) throws(WorkbookError) {
        let workbook = try Workbook(path: path, title: title)
        var problem: WorkbookError?
        for sheet in sheets where problem == nil {
            do throws(WorkbookError) { try workbook.add(sheet) } catch { problem = error }
        }
        // Closing frees everything, so that it is called whatever went wrong before.
        let result = unsafe workbook_close(workbook.book)
        if let problem { throw problem }
        try check(result, path)
    }

    private init(path: String, title: String) throws(WorkbookError) {
        self.path = path
        let book = unsafe path.withCString { path in
            var options = unsafe lxw_workbook_options()
            unsafe options.constant_memory = 1
            return unsafe workbook_new_opt(path, &options)
        }
        guard let book = unsafe book else { throw WorkbookError(description: "\(path) can't be written: no memory is left.") }
        unsafe self.book = book
        unsafe head = Self.format(book, nil)
        unsafe count = Self.format(book, "#,##0")
        unsafe share = Self.format(book, "0.00%")
        unsafe time = Self.format(book, "yyyy-mm-dd hh:mm")
        unsafe month = Self.format(book, "yyyy-mm")
        unsafe format_set_bold(head)
        unsafe Self.spelled(title).withCString { title in
            var properties = unsafe lxw_doc_properties()
            unsafe properties.title = UnsafeMutablePointer(mutating: title)
            unsafe properties.created = Self.created
            _ = unsafe workbook_set_properties(book, &properties)
        }
    }

    private static func format(_ book: UnsafeMutablePointer<lxw_workbook>, _ number: String?) -> UnsafeMutablePointer<lxw_format>
    {
        // libxlsxwriter ends the process itself where no memory is left, as Swift does.
        // swift-format-ignore: NeverForceUnwrap
        let format = unsafe workbook_add_format(book)!
        if let number { unsafe format_set_num_format(format, number) }
        return unsafe format
    }

    private borrowing func add(_ sheet: WorkbookSheet) throws(WorkbookError) {
        guard sheet.rows.count <= WorkbookSheet.mostRows else {
            throw WorkbookError(
                description:
                    "\(path) can't be written: \(sheet.name) has \(GroupedNumber.text(sheet.rows.count)) rows, and a sheet "
                    + "can have \(GroupedNumber.text(WorkbookSheet.mostRows)).")
        }
        guard let page = unsafe workbook_add_worksheet(book, sheet.name) else {
            throw WorkbookError(description: "\(path) can't be written: a sheet can't be named “\(sheet.name)”.")
        }
        for column in sheet.heads.indices {
            let place = lxw_col_t(column)
            try Self.check(unsafe worksheet_set_column(page, place, place, Double(sheet.width(ofColumn: column)), nil), path)
            try Self.check(unsafe worksheet_write_string(page, 0, place, Self.spelled(sheet.heads[column]), head), path)
        }
        for (row, cells) in sheet.rows.enumerated() {
            for (column, cell) in cells.enumerated() {
                try Self.check(unsafe write(cell, page, lxw_row_t(row + 1), lxw_col_t(column)), path)
            }
        }
        unsafe worksheet_freeze_panes(page, 1, 0)
        guard !sheet.heads.isEmpty else { return }
        try Self.check(
            unsafe worksheet_autofilter(page, 0, 0, lxw_row_t(sheet.rows.count), lxw_col_t(sheet.heads.count - 1)), path)
    }

    private borrowing func write(
        _ cell: WorkbookCell, _ page: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t, _ column: lxw_col_t
    ) -> lxw_error {
        switch cell {
        case .empty: LXW_NO_ERROR
        case .text(let text):
            // libxlsxwriter refuses an empty text without a format, as there is nothing to write.
            text.isEmpty ? LXW_NO_ERROR : unsafe worksheet_write_string(page, row, column, Self.spelled(text), nil)
        case .count(let number): unsafe worksheet_write_number(page, row, column, Double(number), count)
        case .share(let share): unsafe worksheet_write_number(page, row, column, share, self.share)
        case .time(let time): unsafe write(seconds: time.seconds, page, row, column, self.time, else: time.iso8601)
        case .month(let date):
            unsafe write(
                seconds: Int64(date.daysSinceEpoch) * 86_400, page, row, column, month, else: String(date.text.prefix(7)))
        }
    }

    /// A date is a number of days. Excel counts 1900 as a leap year, so what is older than March of that year is a text.
    private borrowing func write(
        seconds: Int64, _ page: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t, _ column: lxw_col_t,
        _ format: UnsafeMutablePointer<lxw_format>, else text: String
    ) -> lxw_error {
        let days = Double(seconds) / 86_400 + 25_569
        guard (61..<2_958_466).contains(days) else { return unsafe worksheet_write_string(page, row, column, text, nil) }
        return unsafe worksheet_write_number(page, row, column, days, format)
    }

    /// A text as XML can hold it, no longer than a cell can be; what is cut off or can't be spelled shows as a mark.
    private static func spelled(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var units = 0
        for scalar in text.unicodeScalars {
            let isSpellable = scalar.value != 0 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
            let next: Unicode.Scalar = isSpellable ? scalar : "\u{FFFD}"
            units += UTF16.width(next)
            guard units < longestText else {
                scalars.append("…")
                break
            }
            scalars.append(next)
        }
        return String(scalars)
    }

    private static func check(_ result: lxw_error, _ path: String) throws(WorkbookError) {
        guard result != LXW_NO_ERROR else { return }
        let words = unsafe String(cString: lxw_strerror(result))
        throw WorkbookError(description: "\(path) can't be written: \(words)")
    }
}
