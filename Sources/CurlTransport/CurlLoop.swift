import HTTP

/// What curl's thread does: obeys orders, moves bytes, answers whoever waits. Everything that is curl's lives and dies
/// here.
struct CurlLoop: ~Copyable {
    private let mailbox: Mailbox
    private let multi = Multi()
    private var transfers: [Easy.ID: Transfer] = [:]

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    mutating func run() {
        mailbox.setWaker(multi.waker)
        while obey() {
            multi.perform()
            while let (id, code) = multi.nextEnded() {
                guard let transfer = forget(id) else { continue }
                transfer.finish(transfer.easy.result(code, host: transfer.host))
            }
            multi.wait()
        }
        mailbox.setWaker(nil)
        for id in Array(transfers.keys) { forget(id)?.cancel() }
    }

    /// False once told to stop.
    private mutating func obey() -> Bool {
        for order in mailbox.takeAll() {
            switch order {
            case .start(let order): start(order)
            case .cancel(let id):
                // Unknown if it has ended, or has not begun: see `CurlTransport.send`.
                if let found = transfers.first(where: { $0.value.order.id == id }) { forget(found.key)?.cancel() }
            case .stop: return false
            }
        }
        return true
    }

    private mutating func start(_ order: Transfer.Order) {
        do {
            let transfer = try Transfer(order)
            guard multi.add(transfer.easy) else {
                throw HTTPError(.other, host: transfer.host, message: "libcurl would not begin the transfer")
            }
            transfers[transfer.easy.id] = transfer
        } catch {
            order.continuation.resume(throwing: error)
        }
    }

    private mutating func forget(_ id: Easy.ID) -> Transfer? {
        guard let transfer = transfers.removeValue(forKey: id) else { return nil }
        multi.remove(transfer.easy)
        return transfer
    }
}
