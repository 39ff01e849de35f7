import HTTP

/// The loop of curl's thread: it carries out orders, moves bytes and resumes the waiting callers. All of curl's handles
/// are created and freed here.
struct CurlLoop: ~Copyable {
    private let mailbox: Mailbox
    private let multi = Multi()
    private let budget: BodyBudget
    private var transfers: [Easy.ID: Transfer] = [:]

    /// - Parameter bodyLimit: bytes that the bodies of all transfers hold together.
    init(_ mailbox: Mailbox, bodyLimit: Int) {
        self.mailbox = mailbox
        budget = BodyBudget(limit: bodyLimit)
    }

    mutating func run() {
        mailbox.setWaker(multi.waker)
        while carryOutOrders() {
            multi.perform()
            while let (id, code) = multi.nextEnded() {
                guard let transfer = remove(id) else { continue }
                transfer.finish(transfer.easy.result(code, host: transfer.host))
            }
            multi.wait()
        }
        mailbox.setWaker(nil)
        for id in Array(transfers.keys) { remove(id)?.cancel() }
    }

    /// - Returns: false after the order to stop.
    private mutating func carryOutOrders() -> Bool {
        for order in mailbox.removeAll() {
            switch order {
            case .start(let order): start(order)
            case .cancel(let id):
                // The transfer is unknown if it has ended or not begun yet: see `CurlTransport.send`.
                if let found = transfers.first(where: { $0.value.order.id == id }) { remove(found.key)?.cancel() }
            case .stop: return false
            }
        }
        return true
    }

    private mutating func start(_ order: Transfer.Order) {
        do {
            let transfer = try Transfer(order, budget: budget)
            guard multi.add(transfer.easy) else {
                throw HTTPError(.failed, host: transfer.host, message: "libcurl could not start the transfer")
            }
            transfers[transfer.easy.id] = transfer
        } catch {
            order.continuation.resume(throwing: error)
        }
    }

    private mutating func remove(_ id: Easy.ID) -> Transfer? {
        guard let transfer = transfers.removeValue(forKey: id) else { return nil }
        multi.remove(transfer.easy)
        return transfer
    }
}
