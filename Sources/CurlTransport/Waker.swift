import CCurl

/// Ends a ``Multi/wait()`` from another thread.
///
/// `@unchecked` because a pointer is not Sendable, while `curl_multi_wakeup` is the one function that libcurl allows on
/// a multi handle from any thread (<https://curl.se/libcurl/c/curl_multi_wakeup.html>). ``Mailbox`` makes sure that the
/// handle still exists.
@safe
struct Waker: @unchecked Sendable {
    private let handle: OpaquePointer

    /// - Parameter handle: of a multi handle.
    init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    func wake() { _ = unsafe curl_multi_wakeup(handle) }
}
