import HTTP
import Testing

struct WebAddressTests {
    @Test(arguments: [
        ("https://API.EmailOctopus.com/lists?limit=1#top", "https://api.emailoctopus.com", "/lists", "limit=1"),
        ("HTTP://127.0.0.1:8080", "http://127.0.0.1:8080", "", nil), ("http://[::1]:80/", "http://[::1]", "/", nil),
        ("https://example.com:443?a=b?c", "https://example.com", "", "a=b?c"), ("http://h:/x", "http://h", "/x", nil),
    ])
    func takesApart(_ text: String, _ origin: String, _ path: String, _ query: String?) throws {
        let address = try WebAddress(text)
        #expect(address.origin == origin)
        #expect(address.path == path)
        #expect(address.query == query)
    }

    @Test(arguments: [
        "", "example.com", "//example.com", "ftp://example.com", "http://", "http:///path", "http://a b/",
        "http://ä.example/",
        "http://user:password@example.com", "http://example.com:0", "http://example.com:x", "http://[::1",
        "http://[::1]x",
    ])
    func refusesWithAReason(_ text: String) {
        let error = #expect(throws: InvalidAddress.self) { try WebAddress(text) }
        #expect(error?.message.isEmpty == false)
    }

    @Test(arguments: [
        ("http://localhost/", true), ("http://a.localhost/", true), ("http://127.8.9.1/", true),
        ("http://[::1]/", true),
        ("http://127.example.com/", false), ("http://localhost.example.com/", false), ("http://128.0.0.1/", false),
    ])
    func knowsThisMachine(_ text: String, _ isLoopback: Bool) throws {
        #expect(try WebAddress(text).isLoopback == isLoopback)
    }
}
