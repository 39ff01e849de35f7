import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

@testable import Workflows

/// What is published for programs, beside the schemas that are published with it.
@Suite("JSON schemas", .serialized)
struct SchemaTests {
    /// Checks every file against its schema, and against the same schema with no member allowed that it does not describe. Prints
    /// how many values were checked by file.
    private static let validator = """
        import glob, json, os, sys
        from jsonschema import Draft202012Validator
        os.chdir(sys.argv[1])

        def strict(schema):
            if isinstance(schema, list):
                return [strict(part) for part in schema]
            if not isinstance(schema, dict):
                return schema
            result = {name: strict(part) for name, part in schema.items()}
            if schema.get("type") == "object" and "properties" in schema:
                result["additionalProperties"] = False
            return result

        files = [(f"data/{n}.json", n) for n in ("totals", "campaigns", "runs")]
        files += [(path, "run") for path in sorted(glob.glob("data/runs/*.json"))]
        checked = {}
        for path, name in files:
            schema, value = json.load(open(f"data/schema/{name}.json")), json.load(open(path))
            Draft202012Validator.check_schema(schema)
            for version in (schema, strict(schema)):
                for error in Draft202012Validator(version).iter_errors(value):
                    sys.exit(f"{path} {list(error.absolute_path)}: {error.message[:400]}")
            checked[path] = len(value)
        described = {os.path.basename(path)[:-5] for path in glob.glob("data/schema/*.json")}
        assert described == {name for _, name in files}, described
        print(json.dumps(checked))
        """

    private func checked(_ world: World) throws -> [String: Int] {
        try Python.value([String: Int].self, of: Self.validator, [world.site])
    }

    @Test("Every JSON file is as its schema says, and has no member that it doesn't describe", arguments: PrivacyLevel.allCases)
    func valid(privacy: PrivacyLevel) async throws {
        try await withWorld { world in
            var world = world
            world.privacy = privacy
            try await world.build()
            world.server.advance(days: 1)
            world.server.update { $0.forgetting = .rows }
            #expect(try await world.build(isFull: true).contradicts)
            let files = try checked(world)
            #expect(files.count == 5 && files["data/runs.json"] == 2 && (files["data/campaigns.json"] ?? 0) > 3)
        }
    }
}
