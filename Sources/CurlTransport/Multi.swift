import CCurl

/// Owns a curl multi handle: a set of transfers and their connections. Stays on one thread.
@safe
struct Multi: ~Copyable {
    private let handle: OpaquePointer

    init() {
        guard let handle = unsafe curl_multi_init() else { fatalError("libcurl has no memory for a multi handle") }
        unsafe self.handle = handle
        // As many idle connections as there may be requests at once; by default curl keeps four times the current transfers.
        _ = unsafe octo_multi_set_long(handle, CURLMOPT_MAXCONNECTS, 64)
    }

    deinit { _ = unsafe curl_multi_cleanup(handle) }

    /// Valid as long as this value exists.
    var waker: Waker { unsafe Waker(handle) }

    func add(_ easy: borrowing Easy) -> Bool { unsafe curl_multi_add_handle(handle, easy.handle) == CURLM_OK }

    func remove(_ easy: borrowing Easy) { _ = unsafe curl_multi_remove_handle(handle, easy.handle) }

    /// Moves as many bytes as is possible without waiting.
    func perform() {
        var running: Int32 = 0
        _ = unsafe curl_multi_perform(handle, &running)
    }

    /// Waits for a socket, one of curl's own time-outs, a ``Waker``, or ten seconds.
    func wait() { _ = unsafe curl_multi_poll(handle, nil, 0, 10_000, nil) }

    /// The next transfer that has ended, with its result; nil if there are no more.
    func nextEnded() -> (easy: Easy.ID, code: CURLcode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(handle, &left) {
            if unsafe message.pointee.msg == CURLMSG_DONE {
                return unsafe (Easy.ID(message.pointee.easy_handle), message.pointee.data.result)
            }
        }
        return nil
    }
}
