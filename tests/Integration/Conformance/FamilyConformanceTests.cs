using Tito.Core.Verification.Conformance;
using Tito.Engines;
using Tito.Replay.Conformance;
using Tito.Replay.Models;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Conformance;

/// <summary>The vectors of every family, each played against our server with that family's model, over one wire or another.</summary>
public sealed class FamilyConformanceTests
{
    private static readonly string Vectors = Repository.PathTo("tests", "Golden", "corpus", "conformance");
    private static readonly string[] Wires = ["sglang-chat", "sglang", "vllm", "vllm-generate"];

    public static TheoryData<string, string> Others() =>
        [.. Directory.EnumerateDirectories(Vectors).Select(Path.GetFileName).Where(name => name is not ("models" or "qwen3")).Order(StringComparer.Ordinal)
            .Select((name, i) => (name!, Wires[i % Wires.Length]))];

    [Theory]
    [InlineData("glm47", "sglang")]
    [InlineData("kimi25", "vllm")]
    [InlineData("deepseekv4", "vllm-generate")]
    public Task Ours_OfAFamilyOverAWire_IsGreen(string family, string wire) => PlayAsync(family, wire);

    [Theory(Explicit = true)]
    [MemberData(nameof(Others))]
    public Task Ours_OfEachFamily_IsGreen(string family, string wire) => PlayAsync(family, wire);

    private static async Task PlayAsync(string family, string wire)
    {
        ThisProcess.Only("its engine is the test's.");
        var ends = TestContext.Current.CancellationToken;
        var files = Directory.GetFiles(Path.Combine(Vectors, family), "*.json").Order(StringComparer.Ordinal).ToList();
        var model = new ReplayModels(null, null).OfScenario(files[0], family, family);
        await using var run = await ConformanceRun.StartAsync(model, FreePort.Take(), ends);
        using var engine = EngineRegistry.Create(wire, new() { BaseAddress = run.Engine }, TimeProvider.System);
        await using var server = await TestServer.StartAsync(engine, model, TestServer.Options, ends);
        using var client = new SessionServerClient(server.Root, SessionDialect.Tito, null);

        var results = await run.PlayAsync(
            client, [.. files.Select(file => VectorReader.Read(File.ReadAllBytes(file)))], DialectNeeds.Of(SessionDialect.Tito),
            letsTemplatesPass: false, _ => { }, ends);

        var findings = results.SelectMany(result => result.Findings.Select(finding => $"{result.Vector.Name}, {VectorText.Of(finding)}")).ToList();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }
}
