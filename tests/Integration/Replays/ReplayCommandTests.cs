using System.Text.Json;
using System.Xml.Linq;
using Tito.Tests.Integration.CommandLine;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Replays;

/// <summary><c>tito replay</c> with its options, over golden scenarios.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private static readonly string Scenarios = Repository.PathTo("tests", "Golden", "corpus", "scenarios");
    private static readonly string Broken = Path.Combine(Scenarios, "broken");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shards_Together_AreAllFilesAndNoneTwice()
    {
        var qwen = Path.Combine(Scenarios, "qwen3");
        var names = new List<string>();
        foreach (var shard in (string[])["1/3", "2/3", "3/3"])
        {
            var end = await TitoCommand.RunAsync("", "replay", "--in-process", "--json", "--filter", "chat-", "--shard", shard, qwen);
            Assert.Equal((0, ""), (end.ExitCode, end.Error));
            names.AddRange(end.Lines.Select(line => JsonElement.Parse(line).GetProperty("name").GetString()!));
        }

        Assert.Equal(
            Directory.EnumerateFiles(qwen, "chat-*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(),
            names.Order());
    }

    /// <summary>A pattern that is misspelt would be green for ever.</summary>
    [Fact]
    public async Task Nothing_ThatIsLeftToReplay_EndsWith2()
    {
        var manifest = _folder.File("manifest.tsv");
        await File.WriteAllTextAsync(manifest, "\n", TestContext.Current.CancellationToken);

        var filtered = await TitoCommand.RunAsync("", "replay", "--in-process", "--filter", "caht-", Path.Combine(Scenarios, "qwen3"));
        var empty = await TitoCommand.RunAsync("", "replay", "--in-process", "--manifest", manifest);

        Assert.Equal((2, ""), (filtered.ExitCode, filtered.Output));
        Assert.Contains("--filter (or TITO_FILTER) takes a pattern that some name has", filtered.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (empty.ExitCode, empty.Output));
        Assert.Contains("manifest.tsv: names nothing to replay", empty.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_IsInEveryReportWithItsPlace()
    {
        var (junit, report) = (_folder.File("report.xml"), _folder.File("report.html"));

        var end = await TitoCommand.RunAsync(
            "", "replay", "--in-process", "--json", "--junit", junit, "--report", report, await ChangedAsync());

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        var line = JsonElement.Parse(end.Lines.Single());
        Assert.Equal((0, "token"), (line.GetProperty("step").GetInt32(), line.GetProperty("at").GetString()));
        var context = line.GetProperty("context");
        var place = context.GetProperty("at").GetInt32() - context.GetProperty("start").GetInt32();
        Assert.NotEqual(
            context.GetProperty("expected")[place].GetProperty("id").GetInt32(), context.GetProperty("found")[place].GetProperty("id").GetInt32());
        Assert.Equal("prompt", context.GetProperty("found")[place].GetProperty("origin").GetString());
        Assert.StartsWith("messages[", context.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.NotNull(context.GetProperty("template_line").GetString());
        Assert.NotNull(line.GetProperty("cause").GetString());

        var suites = XDocument.Load(junit).Root!;
        Assert.Equal(("1", "1"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value));
        Assert.Equal("token", suites.Descendants("failure").Single().Attribute("type")!.Value);
        Assert.Contains("template_line", await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailFast_StopsAtTheFirstFailure()
    {
        var changed = await ChangedAsync();

        var end = await TitoCommand.RunAsync("", "replay", "--in-process", "--fail-fast", "--jobs", "1", changed, Path.Combine(Scenarios, "qwen3"));

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("0 passed, 1 failed,", end.Output, StringComparison.Ordinal);
        Assert.Contains("not run", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_ThatHoldsOrFailsElsewhere_IsAFailure()
    {
        var file = Directory.EnumerateFiles(Broken, "mask-qwen*.json").Order(StringComparer.Ordinal).First();
        var copy = _folder.File("scenario.json");
        var text = Unsealed(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"at\":\"mask\"", "\"at\":\"end\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(copy, text, TestContext.Current.CancellationToken);
        CopyModels();

        var end = await TitoCommand.RunAsync("", "replay", "--in-process", copy);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("and fails at", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard", "4/3")]
    [InlineData("--journal", "paper")]
    [InlineData("--jobs", "0")]
    public async Task Option_ThatIsNone_IsRefused(string option, string value)
    {
        var end = await TitoCommand.RunAsync("", "replay", option, value, Path.Combine(Scenarios, "qwen3"));

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(option, end.Error, StringComparison.Ordinal);
    }

    /// <summary>A scenario without a seal in which the first user's line was changed after the oracle saw it.</summary>
    private async Task<string> ChangedAsync()
    {
        var path = _folder.File("changed.json");
        var text = Unsealed(await File.ReadAllTextAsync(Path.Combine(Scenarios, "qwen3", "chat-kept.json"), TestContext.Current.CancellationToken));
        var user = text.IndexOf("\"role\":\"user\",\"content\":\"", StringComparison.Ordinal) + "\"role\":\"user\",\"content\":\"".Length;
        await File.WriteAllTextAsync(path, text.Insert(user, "Oh! "), TestContext.Current.CancellationToken);
        CopyModels();
        return path;
    }

    private static string Unsealed(string text) =>
        text[..text.LastIndexOf("\n\"seal\"", StringComparison.Ordinal)].TrimEnd(',') + "}\n";

    private void CopyModels()
    {
        Directory.CreateDirectory(_folder.File("models"));
        foreach (var model in Directory.EnumerateFiles(Path.Combine(Scenarios, "models")))
        {
            File.Copy(model, Path.Combine(_folder.File("models"), Path.GetFileName(model)), overwrite: true);
        }
    }
}
