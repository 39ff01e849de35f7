import CCurl
import HTTP
import Mail

/// Owns a curl easy handle and all that the handle points to: one request, or one message to a mail server.
@safe
struct Easy: ~Copyable {
    /// Identifies a transfer by the handle's address.
    @safe
    struct ID: Hashable {
        private let address: UInt
        init(_ handle: OpaquePointer?) { address = UInt(bitPattern: handle) }
    }

    let handle: OpaquePointer
    let body: BodySink
    /// The headers of a request, or the recipients of a message.
    private let list: UnsafeMutablePointer<curl_slist>?
    private let source: MessageSource?
    private let errorBuffer: UnsafeMutablePointer<CChar>

    /// A request.
    init(_ request: HTTPRequest, _ settings: CurlTransport.Settings, budget: BodyBudget, isLoopback: Bool) {
        self.init(
            list: request.headers.map { "\($0): \($1)" }, source: nil,
            body: BodySink(
                limit: min(request.bodyLimit, settings.bodyLimit), skippedMember: request.skippedMember, budget: budget))
        setUp(url: request.url, timeout: request.timeout, connectTimeout: settings.connectTimeout, isLoopback: isLoopback)
        _ = unsafe octo_easy_set_headers(handle, list)
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_ACCEPT_ENCODING, "gzip")
        // One exchange at a time on a connection: a hung HTTP/2 connection would hang the streams of all requests.
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_FOLLOWLOCATION, 0)
        if let file = request.authorityFile { set(CURLOPT_CAINFO, file) }
        if let content = request.content {
            _ = unsafe content.withUnsafeBytes { bytes in
                unsafe octo_easy_set_post(handle, bytes.baseAddress, curl_off_t(bytes.count))
            }
        }
    }

    /// A message to a mail server.
    init(_ delivery: Delivery, _ settings: CurlTransport.Settings, budget: BodyBudget) {
        let (message, server) = (delivery.message, delivery.server)
        let source = message.map { MessageSource($0.bytes) }
        self.init(
            list: (message?.to ?? []).map { "<\($0)>" }, source: source,
            body: BodySink(limit: settings.bodyLimit, skippedMember: nil, budget: budget))
        // To libcurl, connecting to a mail server includes the greeting and the login, which a server may take its time for.
        setUp(
            url: server.address, timeout: delivery.timeout, connectTimeout: delivery.timeout, isLoopback: server.isLoopback)
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        if let message, let source {
            _ = unsafe octo_easy_set_recipients(handle, list)
            _ = unsafe octo_easy_set_reader(
                handle, readFromSource, Unmanaged.passUnretained(source).toOpaque(), curl_off_t(source.count))
            set(CURLOPT_MAIL_FROM, "<\(message.from)>")
        } else {
            set(CURLOPT_CUSTOMREQUEST, "NOOP")
        }
        set(CURLOPT_USE_SSL, Int(server.security == .none ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue))
        if let file = server.authorityFile { set(CURLOPT_CAINFO, file) }
        if let login = server.login {
            set(CURLOPT_USERNAME, login.user)
            set(CURLOPT_PASSWORD, login.password)
        }
    }

    private init(list texts: [String], source: MessageSource?, body: BodySink) {
        guard let handle = unsafe curl_easy_init() else { fatalError("libcurl has no memory for a transfer") }
        let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe self.handle = handle
        unsafe self.errorBuffer = errorBuffer
        self.source = source
        self.body = body
        unsafe list = Self.list(texts)
    }

    /// What requests and messages have in common.
    private func setUp(url: String, timeout: Duration, connectTimeout: Duration, isLoopback: Bool) {
        _ = unsafe octo_easy_set_error_buffer(handle, errorBuffer)
        _ = unsafe octo_easy_set_writer(handle, appendToSink, Unmanaged.passUnretained(body).toOpaque())
        set(CURLOPT_URL, url)
        // Without it, name resolution may use SIGALRM, which belongs to the whole process.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(timeout > .zero ? min(timeout, connectTimeout) : connectTimeout))
        set(CURLOPT_TIMEOUT_MS, Self.milliseconds(timeout))
        // An empty proxy is no proxy, whatever the environment says.
        if isLoopback { set(CURLOPT_PROXY, "") }
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(list)
        unsafe errorBuffer.deallocate()
    }

    var id: ID { unsafe ID(handle) }

    /// The result of a transfer that has ended. Only this function maps curl's codes to ours.
    func result(_ code: CURLcode, host: String) -> Result<HTTPResponse, HTTPError> {
        let problem: HTTPError.Code
        switch code {
        case CURLE_OK:
            return .success(
                HTTPResponse(status: long(CURLINFO_RESPONSE_CODE), headers: responseHeaders(), body: body.removeAll()))
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR:
            problem = .unreachable
        case CURLE_OPERATION_TIMEDOUT:
            // If nothing was sent, the connection was never established.
            problem = long(CURLINFO_REQUEST_SIZE) == 0 ? .unreachable : .timedOut
        case CURLE_WRITE_ERROR where body.problem == .tooLarge:
            let message = "The response is larger than \(body.limit >> 20) MiB"
            return .failure(HTTPError(.failed, host: host, message: message))
        case CURLE_WRITE_ERROR where body.problem == .noRoom:
            // There is room again when other responses have been read.
            let message = "All responses together are larger than \(body.budget.limit >> 20) MiB"
            return .failure(HTTPError(.brokenOff, host: host, message: message))
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_BAD_CONTENT_ENCODING,
            CURLE_WRITE_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
            // The last code means an answer that isn't HTTP: addresses of other schemes are refused before they reach curl.
            problem = .brokenOff
        default:
            problem = .failed
        }
        return .failure(HTTPError(problem, host: host, message: explanation(of: code)))
    }

    private func set(_ option: CURLoption, _ value: Int) { _ = unsafe octo_easy_set_long(handle, option, value) }

    private func set(_ option: CURLoption, _ value: String) { _ = unsafe octo_easy_set_text(handle, option, value) }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        _ = unsafe octo_easy_get_long(handle, info, &value)
        return value
    }

    private func explanation(of code: CURLcode) -> String {
        let own = unsafe String(cString: errorBuffer)
        let text = own.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : own
        // What a mail server says of a message comes last, and libcurl calls it weird.
        let answer = source == nil ? 0 : long(CURLINFO_RESPONSE_CODE)
        return answer < 400 || text.contains("\(answer)") ? text : "\(text) (the server answered \(answer))"
    }

    private func responseHeaders() -> [String: String] {
        var found: [String: String] = [:]
        var header: UnsafeMutablePointer<curl_header>?
        while let next = unsafe curl_easy_nextheader(handle, UInt32(CURLH_HEADER), -1, header) {
            unsafe found[String(cString: next.pointee.name).lowercased()] = String(cString: next.pointee.value)
            unsafe header = next
        }
        return found
    }

    private static func list(_ texts: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts { unsafe list = curl_slist_append(list, text) }
        return unsafe list
    }

    /// 0 means no limit.
    private static func milliseconds(_ duration: Duration) -> Int {
        duration > .zero ? max(1, Int(min(duration, .seconds(86_400)) / .milliseconds(1))) : 0
    }
}

/// curl's write callback. Returning a number other than the chunk's size ends the transfer.
private func appendToSink(
    _ chunk: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ sink: UnsafeMutableRawPointer?
) -> Int {
    guard let sink = unsafe sink else { return 0 }
    let body = unsafe Unmanaged<BodySink>.fromOpaque(sink).takeUnretainedValue()
    let bytes = unsafe UnsafeRawBufferPointer(start: chunk, count: size * count)
    return unsafe body.append(bytes) ? size * count : 0
}

/// curl's read callback. Returning 0 ends the message.
private func readFromSource(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ source: UnsafeMutableRawPointer?
) -> Int {
    guard let source = unsafe source, let buffer = unsafe buffer else { return 0 }
    let message = unsafe Unmanaged<MessageSource>.fromOpaque(source).takeUnretainedValue()
    return unsafe message.copy(to: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}
