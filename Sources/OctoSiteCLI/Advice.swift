import EmailOctopus

/// What to do about a failure of the provider's.
enum Advice {
    static func sentence(for error: APIError) -> String {
        let advice =
            switch error.code {
            case .keyRefused:
                "Check the key in EMAILOCTOPUS_API_KEY or api_key_file, and --api: keys of v2 begin with eo_."
            case .unreachable: "Check the network and --base-url."
            case .failed: "Asking again will not help; check --base-url and the machine's certificates."
            case .unanswered: "The provider may be having trouble; nothing is lost, try again later."
            case .foreignLink: "The key does not travel to other hosts; check --base-url."
            case .notAvailable, .featureDisabled, .refused: "Check --base-url and --api."
            }
        return "\(error). \(advice)"
    }
}
