package import Engagement
import Foundation

extension Timestamp {
    /// The wall clock. Rendering never asks it: what pages call now is the end of the run they show.
    package static func now() -> Timestamp { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }
}
