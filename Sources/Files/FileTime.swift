import Glibc

/// A moment as file systems keep it, in nanoseconds since 1970-01-01T00:00:00Z.
package struct FileTime: Hashable, Sendable {
    package let seconds: Int
    package let nanoseconds: Int

    init(_ time: timespec) {
        seconds = time.tv_sec
        nanoseconds = time.tv_nsec
    }

    var timespec: Glibc.timespec { Glibc.timespec(tv_sec: seconds, tv_nsec: nanoseconds) }
}
