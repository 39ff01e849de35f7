/// When a contact's record was seen: what decides, before what it says, which of two records is the newer one.
///
/// The provider's stamps may be wrong, missing or all the same. So a stamp counts only up to the start of the run that saw it,
/// and only between two full runs: what is seen from a full run on replaces everything seen before that run.
package struct RecordKey: Hashable, Sendable {
    /// The number of the last full run up to the run that saw the record; 0 if there was none.
    package var generation: RunNumber
    /// The record's stamp, but no later than the start of the run that saw it; nil without a stamp.
    package var stamp: Timestamp?
    /// The newest run that saw the record.
    package var run: RunNumber

    package init(generation: RunNumber, stamp: Timestamp?, run: RunNumber) {
        self.generation = generation
        self.stamp = stamp
        self.run = run
    }
}

extension RecordKey: Comparable {
    package static func < (left: RecordKey, right: RecordKey) -> Bool { left.first(apartFrom: right)?.isLess ?? false }

    /// The parts of a key, the most important one first.
    package enum Part: Sendable { case generation, stamp, run }

    /// The part that decides between two keys, and whether this one is less; nil for equal keys.
    package func first(apartFrom other: RecordKey) -> (part: Part, isLess: Bool)? {
        if generation != other.generation { return (.generation, generation < other.generation) }
        if stamp != other.stamp { return (.stamp, (stamp?.seconds ?? .min) < (other.stamp?.seconds ?? .min)) }
        if run != other.run { return (.run, run < other.run) }
        return nil
    }
}
