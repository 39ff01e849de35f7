import Glibc

/// A text that tells a process from every other one, also from those on other machines, in other containers, and with the same
/// number later on.
package enum ProcessMark {
    /// Of this process; nil where the system does not tell.
    package static var own: String? {
        guard let machine, let start = start(of: CurrentProcess.id) else { return nil }
        return "\(machine) \(CurrentProcess.id) \(start)"
    }

    /// True if it is certain that the process with this mark has ended: it ran on this machine and is no longer there.
    package static func hasEnded(_ mark: String) -> Bool {
        let parts = mark.split(separator: " ")
        guard parts.count == 4, let machine, parts.prefix(2).joined(separator: " ") == machine, let id = Int32(parts[2]), id > 0
        else { return false }
        if kill(id, 0) != 0 { return errno == ESRCH }
        return start(of: id).map { $0 != parts[3] } ?? false
    }

    /// The boot of the machine, and the space in which its processes are numbered.
    private static var machine: String? {
        guard let boot = firstLine(of: "/proc/sys/kernel/random/boot_id"), let space = FileSystem.linkTarget("/proc/self/ns/pid")
        else { return nil }
        return "\(boot) \(space)"
    }

    /// When the process began, in ticks since the boot (proc(5), field 22 of `stat`).
    private static func start(of id: Int32) -> String? {
        guard let line = firstLine(of: "/proc/\(id)/stat"), let name = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: name)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }

    private static func firstLine(of path: String) -> String? {
        guard let bytes = try? FileSystem.read(path) else { return nil }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
