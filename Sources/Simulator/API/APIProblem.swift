/// An error response, in the form of either version.
enum APIProblem: Sendable {
    case badKey, missingKey
    case badParameter(String, String)
    case noSuchPath, noSuchCampaign, noSuchList
    case notSent, untracked
    case wrongMethod
    case serverError
    case tooMany

    /// `{"error": {"code", "message"}}`
    func v1(_ options: SimulatorOptions) -> Reply {
        let (status, code, message): (Int, String, String) =
            switch self {
            case .badKey, .missingKey: (403, "API_KEY_INVALID", "Your API key is invalid.")
            case .badParameter: (400, "INVALID_PARAMETERS", "Parameters are missing or invalid.")
            case .noSuchPath: (404, "NOT_FOUND", "The resource you requested could not be found.")
            case .noSuchCampaign: (404, "CAMPAIGN_NOT_FOUND", "The campaign you requested could not be found.")
            case .noSuchList: (404, "LIST_NOT_FOUND", "The list you requested could not be found.")
            case .notSent: (options.notSentStatus, "CAMPAIGN_NOT_SENT", "The campaign hasn't been sent yet.")
            case .untracked:
                (options.notSentStatus, "CAMPAIGN_FEATURE_DISABLED", "The campaign doesn't have this feature enabled.")
            case .wrongMethod: (405, "UNKNOWN", "Method not allowed.")
            case .serverError: (500, "UNKNOWN", "An unknown error has occurred. Please try again later.")
            case .tooMany: (429, "UNKNOWN", "Too many requests. Please slow down.")
            }
        var writer = JSONWriter(style: .php, capacity: 128)
        writer.raw("{\"error\":{\"code\":")
        writer.string(code)
        writer.raw(",\"message\":")
        writer.string(message)
        writer.raw("}}")
        return Reply(status: status, body: writer.bytes)
    }

    /// `{"title", "detail", "status", "type"[, "errors"]}`, as `application/json`.
    var v2: Reply {
        let (status, slug, detail): (Int, String, String) =
            switch self {
            case .badKey: (401, "unauthorized", "Invalid key.")
            case .missingKey: (401, "", "Full authentication is required to access this resource.")
            case .badParameter: (400, "bad-request", "Bad request.")
            case .noSuchPath, .noSuchCampaign, .noSuchList: (404, "not-found", "Resource not found.")
            case .notSent, .untracked: (403, "access-denied", "Access denied.")
            case .wrongMethod: (405, "method-not-allowed", "Method not allowed.")
            case .serverError: (500, "internal-error", "Internal error.")
            case .tooMany: (429, "too-many-requests", "Too many requests.")
            }
        var writer = JSONWriter(style: .plain, capacity: 256)
        writer.raw("{\"title\":\"An error occurred.\",\"detail\":")
        writer.string(detail)
        writer.raw(",\"status\":")
        writer.number(status)
        writer.raw(",\"type\":")
        writer.string(slug.isEmpty ? "/errors/401" : "https://emailoctopus.com/api-documentation/v2#" + slug)
        if case .badParameter(let parameter, let detail) = self {
            writer.raw(",\"errors\":[{\"parameter\":")
            writer.string(parameter)
            writer.raw(",\"detail\":")
            writer.string(detail)
            writer.raw("}]")
        }
        writer.raw("}")
        return Reply(status: status, body: writer.bytes)
    }
}
