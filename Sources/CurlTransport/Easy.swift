import CCurl
import HTTP

/// Owns a curl easy handle and all that the handle points to: one GET request.
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
    private let headers: UnsafeMutablePointer<curl_slist>?
    private let errorBuffer: UnsafeMutablePointer<CChar>

    init(_ request: HTTPRequest, _ settings: CurlTransport.Settings, budget: BodyBudget, isLoopback: Bool) {
        guard let handle = unsafe curl_easy_init() else { fatalError("libcurl has no memory for a transfer") }
        let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe self.handle = handle
        unsafe self.errorBuffer = errorBuffer
        body = BodySink(
            limit: min(request.bodyLimit, settings.bodyLimit), skippedMember: request.skippedMember, budget: budget)
        unsafe headers = Self.list(request.headers)

        _ = unsafe octo_easy_set_error_buffer(handle, errorBuffer)
        _ = unsafe octo_easy_set_headers(handle, headers)
        _ = unsafe octo_easy_set_writer(handle, appendToSink, Unmanaged.passUnretained(body).toOpaque())
        set(CURLOPT_URL, request.url)
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_ACCEPT_ENCODING, "gzip")
        // One exchange at a time on a connection: a hung HTTP/2 connection would hang the streams of all requests.
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_FOLLOWLOCATION, 0)
        // Without it, name resolution may use SIGALRM, which belongs to the whole process.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        let timeout = request.timeout > .zero ? request.timeout : settings.connectTimeout
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(min(timeout, settings.connectTimeout)))
        set(CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeout))
        // An empty proxy is no proxy, whatever the environment says.
        if isLoopback { set(CURLOPT_PROXY, "") }
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(headers)
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
        return own.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : own
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

    private static func list(_ headers: [String: String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for (name, value) in headers {
            unsafe list = curl_slist_append(list, "\(name): \(value)")
        }
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
