import CCMark

/// The one file that touches libcmark's tree: parses, replaces blocks and headings, renders, and frees.
///
/// cmark leaves out raw HTML, and links to `javascript:` and the like, unless the option `CMARK_OPT_UNSAFE` is set.
@safe struct CommonMarkRenderer: ~Copyable {
    private let root: OpaquePointer
    private(set) var headings: [Heading] = []
    private var usedIDs: [String: Int] = [:]

    init(_ source: String) {
        var source = source
        // cmark's allocator aborts the process when memory runs out, so it never returns a null document, node or text.
        // swift-format-ignore: NeverForceUnwrap
        unsafe root = source.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
                unsafe cmark_parse_document(chars.baseAddress, chars.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8)!
            }
        }
    }

    deinit { unsafe cmark_node_free(root) }

    /// Replaces fenced code blocks with an info string by what the caller returns for them.
    func replaceBlocks(_ replacement: (_ info: String, _ literal: String) throws -> String?) rethrows {
        // swift-format 6.3 would join the two words `unsafe node`.
        // swift-format-ignore
        for unsafe node in unsafe nodes(of: CMARK_NODE_CODE_BLOCK) {
            let info = unsafe String(cString: cmark_node_get_fence_info(node))
            let literal = unsafe String(cString: cmark_node_get_literal(node))
            guard !info.isEmpty, let html = try replacement(info, literal) else { continue }
            unsafe Self.replace(node, with: html)
        }
    }

    /// Gives every heading an id to link to, unique in the document. cmark gives none.
    mutating func identifyHeadings() {
        // swift-format 6.3 would join the two words `unsafe node`.
        // swift-format-ignore
        for unsafe node in unsafe nodes(of: CMARK_NODE_HEADING) {
            let level = Int(unsafe cmark_node_get_heading_level(node))
            let text = unsafe Self.text(of: node)
            let heading = Heading(level: level, text: text, id: uniqueID(for: text))
            headings.append(heading)
            let html = unsafe Self.html(of: node)
            unsafe Self.replace(node, with: "<h\(level) id=\"\(heading.id)\"" + html.trimmingPrefix("<h\(level)"))
        }
    }

    func html() -> String { unsafe Self.html(of: root) }

    private static func html(of node: OpaquePointer) -> String {
        // Never null, as `init` says.
        // swift-format-ignore: NeverForceUnwrap
        let buffer = unsafe cmark_render_html(node, CMARK_OPT_DEFAULT)!
        defer { unsafe cmark_get_default_mem_allocator().pointee.free(buffer) }
        return unsafe String(cString: buffer)
    }

    private static func replace(_ node: OpaquePointer, with html: String) {
        // Never null, as `init` says.
        // swift-format-ignore: NeverForceUnwrap
        let block = unsafe cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)!
        unsafe cmark_node_set_on_enter(block, html)
        unsafe cmark_node_replace(node, block)
        unsafe cmark_node_free(node)
    }

    /// All nodes of a type. They are collected before any of them is replaced, as an iterator is invalid once its node is freed.
    private func nodes(of type: cmark_node_type) -> [OpaquePointer] {
        var found: [OpaquePointer] = unsafe []
        unsafe Self.walk(root) { node in
            if unsafe cmark_node_get_type(node) == type { unsafe found.append(node) }
        }
        return unsafe found
    }

    private static func text(of node: OpaquePointer) -> String {
        var text = ""
        unsafe walk(node) { node in
            switch unsafe cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += unsafe String(cString: cmark_node_get_literal(node))
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
            default: break
            }
        }
        return text
    }

    private static func walk(_ node: OpaquePointer, _ visit: (OpaquePointer) -> Void) {
        let iterator = unsafe cmark_iter_new(node)
        defer { unsafe cmark_iter_free(iterator) }
        while true {
            switch unsafe cmark_iter_next(iterator) {
            case CMARK_EVENT_DONE: return
            case CMARK_EVENT_ENTER: unsafe visit(cmark_iter_get_node(iterator))
            default: break
            }
        }
    }

    private mutating func uniqueID(for text: String) -> String {
        let base = Heading.id(for: text)
        let uses = usedIDs[base, default: 0] + 1
        usedIDs[base] = uses
        guard uses > 1 else { return base }
        let id = "\(base)-\(uses)"
        // Another heading, “A 2”, may have this id already.
        return usedIDs[id] == nil ? claim(id) : uniqueID(for: text)
    }

    private mutating func claim(_ id: String) -> String {
        usedIDs[id] = 1
        return id
    }
}
