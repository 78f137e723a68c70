using System.Text.Json;
using Tito.Core.Verification.GoldenPrompts;
using Tito.Tests.Integration.CommandLine;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Nightly;

/// <summary><c>tito verify-night</c> and <c>tito record-prompts</c> as processes.</summary>
public sealed class VerifyNightCommandTests
{
    private static readonly string Corpus = Repository.PathTo("tests", "Golden", "corpus", "trajectories");

    [Fact]
    public async Task VerifyNight_OverTheCorpusAndARecordedEngine_IsGreenAndEndsWith0()
    {
        using var corpus = new TempFolder();
        File.Copy(Path.Combine(Corpus, "200-cut-off.json"), corpus.File("a.json"));
        await using var engine = await GoldenNight.StartAsync();
        var address = $"sglang+{engine.BaseAddress.AbsoluteUri.TrimEnd('/')}";

        var recorded = await TitoCommand.RunAsync("", "record-prompts", "--engine", address, "--max-tokens", "8", "--out", corpus.File("p.prompts.json"));
        Assert.Equal((0, ""), (recorded.ExitCode, recorded.Error));
        Assert.Equal(10, GoldenPromptReader.Read(await File.ReadAllBytesAsync(corpus.File("p.prompts.json"), TestContext.Current.CancellationToken)).Prompts.Length);
        var night = await TitoCommand.RunAsync("", "verify-night", "--verify-corpus", corpus.Path, "--engine", address, "--json");

        Assert.Equal((0, ""), (night.ExitCode, night.Error));
        var run = JsonElement.Parse(night.Lines.Single());
        Assert.Equal(("green", "command", 21), (run.GetProperty("verdict").GetString(), run.GetProperty("trigger").GetString(), run.GetProperty("checked").GetInt32()));
        Assert.Equal(0, run.GetProperty("largest_logprob_difference").GetDouble());
    }

    [Fact]
    public async Task VerifyNight_OverAFileThatWasChanged_EndsWith1AndSaysWhere()
    {
        using var corpus = new TempFolder();
        await ChangedAsync(corpus);

        var night = await TitoCommand.RunAsync("", "verify-night", "--verify-corpus", corpus.Path);

        Assert.Equal((1, ""), (night.ExitCode, night.Error));
        Assert.Contains("a.json, turn 0: tokens (unknown): prompt, token 1: expected 873", night.Output, StringComparison.Ordinal);
        Assert.Contains("red: 1 looked at in 1 shards, 1 failures", night.Output, StringComparison.Ordinal);
    }

    /// <summary>Nobody listens at the address, which may be a secret.</summary>
    [Fact]
    public async Task VerifyNight_ThatIsRedAndCannotTellTheWebhook_SaysSo()
    {
        using var corpus = new TempFolder();
        await ChangedAsync(corpus);

        var night = await TitoCommand.RunAsync(
            "", "verify-night", "--verify-corpus", corpus.Path, "--verify-webhook", "http://127.0.0.1:1/plumbago");

        Assert.Equal(1, night.ExitCode);
        Assert.Equal("tito: the webhook was not told in 3 attempts: no answer: ConnectionError", night.Error.TrimEnd());
    }

    [Fact]
    public async Task VerifyNight_OverAFolderWithScenarios_PassesThemOverAndNamesThem()
    {
        using var corpus = new TempFolder();
        var scenarios = Path.Combine(Corpus, "..", "scenarios");
        Directory.CreateDirectory(corpus.File("models"));
        File.Copy(Path.Combine(Corpus, "200-cut-off.json"), corpus.File("a.json"));
        File.Copy(Path.Combine(scenarios, "qwen3", "chat-kept.json"), corpus.File("b.json"));
        File.Copy(Path.Combine(scenarios, "broken", "format-json-comma.json"), corpus.File("c.json"));
        File.Copy(Path.Combine(scenarios, "models", "qwen3.json"), corpus.File("models/qwen3.json"));
        File.Copy(Path.Combine(scenarios, "pools.json"), corpus.File("pools.json"));

        var night = await TitoCommand.RunAsync("", "verify-night", "--verify-corpus", corpus.Path);

        Assert.Equal((0, ""), (night.ExitCode, night.Error));
        Assert.Contains("b.json: a golden scenario, which tito replay plays.", night.Output, StringComparison.Ordinal);
        Assert.Contains("c.json: a golden scenario, which tito replay plays.", night.Output, StringComparison.Ordinal);
        Assert.Contains("models/qwen3.json: belongs to golden scenarios", night.Output, StringComparison.Ordinal);
        Assert.Contains("pools.json: belongs to golden scenarios", night.Output, StringComparison.Ordinal);
        Assert.Contains("green: 5 looked at", night.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyNight_OverAnEmptyFolder_EndsWith2()
    {
        using var corpus = new TempFolder();

        var night = await TitoCommand.RunAsync("", "verify-night", "--verify-corpus", corpus.Path);

        Assert.Equal(2, night.ExitCode);
        Assert.Contains("nothing was verified", night.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--verify-corpus", "no-such-folder")]
    [InlineData("--verify-corpus", ".", "--verify-sample", "x")]
    [InlineData("--data", "no-such-folder")]
    [InlineData("--verify-corpus", ".", "--engine", "ftp://h")]
    public async Task VerifyNight_WithoutAnythingToVerify_OrWithAnOptionThatCannotBe_EndsWith2(params string[] arguments)
    {
        var night = await TitoCommand.RunAsync("", ["verify-night", .. arguments]);

        Assert.Equal((2, ""), (night.ExitCode, night.Output));
        Assert.StartsWith("tito: ", night.Error, StringComparison.Ordinal);
    }

    private static async Task ChangedAsync(TempFolder corpus)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Corpus, "200-cut-off.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            corpus.File("a.json"), text.Replace("\"token_ids\": [151644, 872,", "\"token_ids\": [151644, 873,", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }
}
