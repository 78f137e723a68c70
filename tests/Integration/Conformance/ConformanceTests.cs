using System.Text.Json;
using System.Xml.Linq;
using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Core.Trajectories;
using Tito.Engines;
using Tito.Server.Options;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.CommandLine;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Conformance;

/// <summary><c>tito conformance</c> against our server, a server like the reference's, and three that are wrong on purpose.</summary>
public sealed class ConformanceTests
{
    private readonly int _port = FreePort.Take();

    private Uri Engine => new($"http://127.0.0.1:{_port}");

    [Theory]
    [InlineData("tito")]
    [InlineData("miles")]
    public async Task Ours_InEitherDialect_IsGreen(string dialect)
    {
        ThisProcess.Only("its engine is the command's.");
        using var client = EngineRegistry.Create("sglang-chat", new() { BaseAddress = Engine }, TimeProvider.System);
        var options = TestServer.Options with { SessionDefaults = SessionDefaults.Parse("""{"policy":"linear"}""") };
        await using var server = await TestServer.StartAsync(client, ServedModel.Qwen3, options, TestContext.Current.CancellationToken);

        var (exitCode, lines) = await PlayAsync(server.Root, dialect);

        Assert.All(lines, line => Assert.Empty(line.GetProperty("findings").EnumerateArray()));
        Assert.Equal(0, exitCode);
        Assert.Equal(dialect == "tito" ? 0 : 20, lines.Count(line => Result(line) == "skipped"));
    }

    [Fact]
    public async Task ServerLikeTheReference_IsGreen()
    {
        await using var server = await MilesLikeServer.StartAsync(Engine, ServerFlaw.None);

        var (exitCode, lines) = await PlayAsync(server.Root, "miles", "--with", "system_after_turn");

        Assert.All(lines, line => Assert.Empty(line.GetProperty("findings").EnumerateArray()));
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData(nameof(ServerFlaw.Retokenizes), "retokenized", "chat-kept")]
    [InlineData(nameof(ServerFlaw.DropsReasoning), "reasoning_dropped", "tools-chained")]
    [InlineData(nameof(ServerFlaw.LosesRetries), "turn_lost", "lost-answer")]
    public async Task WrongServer_IsRedWithTheCauseAndNoOther(string flaw, string cause, string known)
    {
        await using var server = await MilesLikeServer.StartAsync(Engine, Enum.Parse<ServerFlaw>(flaw));

        var (exitCode, lines) = await PlayAsync(server.Root, "miles");

        Assert.Equal(1, exitCode);
        var findings = lines.SelectMany(line => line.GetProperty("findings").EnumerateArray()).ToList();
        Assert.NotEmpty(findings);
        Assert.All(lines, line => Assert.All(
            line.GetProperty("findings").EnumerateArray(),
            finding => Assert.Equal(("prefix", cause), (Text(finding, "what"), finding.TryGetProperty("cause", out var named) ? named.GetString() : null))));
        Assert.Equal("failed", Result(lines.Single(line => Text(line, "name") == $"qwen3/{known}")));
        Assert.All(findings, finding => Assert.InRange(finding.GetProperty("index").GetInt32(), 0, finding.GetProperty("prefix_count").GetInt32() - 1));
        Assert.All(findings, finding =>
        {
            var at = finding.GetProperty("index").GetInt32() - finding.GetProperty("context").GetProperty("start").GetInt32();
            Assert.NotEqual(IdAt(finding, "expected", at), IdAt(finding, "found", at));
        });
    }

    [Fact]
    public async Task Output_ForPeople_IsThePagesExample()
    {
        await using var server = await MilesLikeServer.StartAsync(Engine, ServerFlaw.LosesRetries);
        using var folder = new TempFolder();
        var junit = folder.File("report.xml");

        var end = await TitoCommand.RunAsync(
            "", "conformance", "--url", server.Root.AbsoluteUri, "--dialect", "miles", "--engine-port", $"{_port}", "--filter", "lost-answer", "--junit", junit);

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        var page = await File.ReadAllTextAsync(Repository.PathTo("docs", "conformance.md"), TestContext.Current.CancellationToken);
        Assert.Contains($"```text\n{end.Output.ReplaceLineEndings("\n")}```", page, StringComparison.Ordinal);
        var cases = XDocument.Load(junit).Root!.Elements("testcase").ToList();
        Assert.Equal(["turn_lost"], cases.Elements("failure").Select(failure => failure.Attribute("type")!.Value).Distinct());
        Assert.Equal("idempotency_keys", cases.Elements("skipped").First().Attribute("message")!.Value);
    }

    [Fact]
    public async Task WriteModel_OfAnotherFamily_HasItsTokensAndItsTemplate()
    {
        using var folder = new TempFolder();

        var end = await TitoCommand.RunAsync("", "conformance", "write-model", "glm47", folder.Path);

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        var model = SessionModel.Load(FamilyRegistry.Find("glm47")!, AssetFolder.Load(folder.Path), null);
        Assert.True(model.Renderer.Tokenizer.TryGetId("<|observation|>", out _));
    }

    [Theory]
    [InlineData("url", "--url", "nowhere")]
    [InlineData("dialect", "--url", "http://127.0.0.1:1", "--dialect", "latin")]
    [InlineData("with", "--url", "http://127.0.0.1:1", "--with", "wings")]
    [InlineData("no vectors", "--url", "http://127.0.0.1:1", "--model", "none")]
    [InlineData("refused", "--url", "http://127.0.0.1:1")]
    public async Task Options_ThatDoNotServe_AreRefused(string named, params string[] arguments)
    {
        var end = await TitoCommand.RunAsync("", ["conformance", "--engine-port", $"{_port}", .. arguments]);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(named, end.Error, StringComparison.OrdinalIgnoreCase);
    }

    private static string Result(JsonElement line) => Text(line, "result");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static int? IdAt(JsonElement finding, string side, int at) =>
        finding.GetProperty("context").GetProperty(side) is var tokens && at < tokens.GetArrayLength() ? tokens[at].GetProperty("id").GetInt32() : null;

    private async Task<(int ExitCode, JsonElement[] Lines)> PlayAsync(Uri server, string dialect, params string[] more)
    {
        var end = await TitoCommand.RunAsync(
            "", ["conformance", "--url", server.AbsoluteUri, "--dialect", dialect, "--engine-port", $"{_port}", "--json", .. more]);
        Assert.Equal("", end.Error);
        return (end.ExitCode, [.. end.Lines.Select(line => JsonElement.Parse(line))]);
    }
}
