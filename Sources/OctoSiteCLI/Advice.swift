import EmailOctopus

/// What a person can do when EmailOctopus does not answer, or refuses.
enum Advice {
    static func sentence(for error: APIError) -> String {
        let advice =
            switch error.code {
            case .keyRefused:
                "Check the key in EMAILOCTOPUS_API_KEY or api_key_file, and --api: keys of v2 begin with eo_."
            case .unreachable: "Check the network and --base-url."
            case .failed: "Asking again will not help; check --base-url and the machine's certificates."
            case .unreadable:
                "Asking again will not help. Check --base-url and --api; if both are right, EmailOctopus' support can tell."
            case .unanswered, .givenUp: "EmailOctopus may have trouble at the moment. Nothing is lost: try again later."
            case .foreignLink: "The key does not travel to other hosts; check --base-url."
            case .notAvailable, .featureDisabled, .refused: "Check --base-url and --api."
            }
        let sentence = "\(error)"
        return "\(sentence)\(sentence.hasSuffix(".") || sentence.hasSuffix("?") ? "" : ".") \(advice)"
    }
}
