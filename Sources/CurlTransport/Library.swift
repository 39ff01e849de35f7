import CCurl

/// Starts libcurl, once in a process.
enum Library {
    private static let code = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    static func start() {
        // Fails only without memory, or if OpenSSL can't be set up at all.
        precondition(code == CURLE_OK, "libcurl could not be started")
    }
}
