import Dispatch

/// Runs an actor's jobs one after the other on a queue of its own. libmongoc's calls block until the server has answered; on
/// the shared pool, which has one thread for each core, a few of them would block the whole program.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
