/// A workbook that could not be written, in a sentence.
package struct WorkbookError: Error, CustomStringConvertible, Sendable {
    package let description: String
}
