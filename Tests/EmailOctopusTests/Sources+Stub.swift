import EmailOctopus
import HTTP
import TestSupport

/// A source that gets these responses in turn, on a clock that skips.
func source(
    _ version: APIVersion, _ responses: HTTPResponse..., baseURL: String? = nil, key: String = "secret-key"
) throws -> (source: any ReportSource, transport: StubTransport) {
    let transport = StubTransport(responses)
    let access = Access(key: try APIKey(key), version: version, baseURL: baseURL, rateLimit: .unlimited)
    return (try access.source(over: transport, clock: ManualClock(skips: true)), transport)
}

/// A page with these rows, written as JSON, and nothing after it.
func page(_ rows: String...) -> HTTPResponse { page(rows) }

func page(_ rows: [String]) -> HTTPResponse { .json(#"{"data": [\#(rows.joined(separator: ","))], "paging": {}}"#) }
