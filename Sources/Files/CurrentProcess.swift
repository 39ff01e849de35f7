import Basics
import Glibc

/// The process that this code runs in.
package enum CurrentProcess {
    package static var id: Int32 { getpid() }

    /// `mailhost, process 4711, since 2026-11-23T02:00:00Z`: what a lock that is taken now says of its holder.
    package static var holder: String { "\(name), since \(CivilTime(secondsSinceEpoch: Int64(time(nil))).iso8601)Z" }

    /// `mailhost, process 4711`
    package static var name: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // The last byte stays 0, as a name that is cut off need not end in one.
        let isKnown = unsafe gethostname(&buffer, buffer.count - 1) == 0
        let host = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return isKnown && !host.isEmpty ? "\(host), process \(id)" : "process \(id)"
    }
}
