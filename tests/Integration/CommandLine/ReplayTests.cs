using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito replay</c> on the golden trajectories: green as they are, and precise about any id that is changed.</summary>
public sealed class ReplayTests
{
    private static readonly string Corpus = Repository.PathTo("tests", "Golden", "corpus", "trajectories");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Corpus, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Corpus, file)).Order()];

    [Fact]
    public async Task Replay_OfTheWholeCorpus_IsGreen()
    {
        var end = await TitoCommand.RunAsync("", "replay", "--json", Corpus);

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Equal(Files.Count, end.Lines.Length);
        Assert.All(end.Lines, line => Assert.True(JsonElement.Parse(line).GetProperty("ok").GetBoolean(), line));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Replay_WhenOneExpectedIdIsChanged_NamesTurnIndexAndBothTokens(string file)
    {
        using var copies = new TempFolder();
        var golden = await File.ReadAllTextAsync(Path.Combine(Corpus, file), TestContext.Current.CancellationToken);
        var turns = JsonElement.Parse(golden).GetProperty("turns");
        var last = turns.GetArrayLength() - 1;
        var positions = new (int Turn, int Index)[]
        {
            (0, 0),                             // the first id of all, a prompt's
            (0, PromptCount(turns[0])),         // the first sampled id
            (last, PromptCount(turns[last]) - 1), // the last id of the last prompt
            (last, Ids(turns[last]).Length - 1),  // the last id of all, sampled
        };

        foreach (var (turn, index) in positions)
        {
            var (original, changed) = (Ids(turns[turn])[index], Ids(turns[turn])[index] == 9707 ? 1879 : 9707);
            var copy = copies.File($"{turn}-{index}.json");
            await File.WriteAllTextAsync(copy, WithId(golden, turn, index, changed), TestContext.Current.CancellationToken);

            var end = await TitoCommand.RunAsync("", "replay", "--json", copy);

            Assert.Equal((1, ""), (end.ExitCode, end.Error));
            var verdict = JsonElement.Parse(end.Output);
            Assert.False(verdict.GetProperty("ok").GetBoolean());
            Assert.Equal((turn, "tokens"), (verdict.GetProperty("turn").GetInt32(), verdict.GetProperty("what").GetString()));
            Assert.EndsWith(
                $"token {index}: expected {changed} {Quoted(changed)}, found {original} {Quoted(original)}.",
                verdict.GetProperty("detail").GetString(),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Replay_WhenOneRecordedIdIsChanged_StopsAtTheTurnOfThatId(string file)
    {
        using var copies = new TempFolder();
        var node = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Corpus, file), TestContext.Current.CancellationToken))!;
        var ids = node["turns"]![0]!["completion"]!["ids"]!.AsArray();
        var original = ids[0]!.GetValue<int>();
        ids[0] = 9707;
        await File.WriteAllTextAsync(copies.File("recorded.json"), node.ToJsonString(), TestContext.Current.CancellationToken);

        var end = await TitoCommand.RunAsync("", "replay", copies.File("recorded.json"));

        Assert.Equal(1, end.ExitCode);
        var text = string.Join(' ', end.Output.Split('\n', StringSplitOptions.TrimEntries));
        Assert.Contains("turn 0", text, StringComparison.Ordinal);
        Assert.Contains($"expected {original} {Quoted(original)}, found 9707 \"Hello\"", text, StringComparison.Ordinal);
    }

    private static string WithId(string golden, int turn, int index, int id)
    {
        var node = JsonNode.Parse(golden)!;
        node["turns"]![turn]!["expected"]!["token_ids"]![index] = id;
        return node.ToJsonString();
    }

    private static int PromptCount(JsonElement turn) => turn.GetProperty("expected").GetProperty("prompt_count").GetInt32();

    private static int[] Ids(JsonElement turn) =>
        [.. turn.GetProperty("expected").GetProperty("token_ids").EnumerateArray().Select(id => id.GetInt32())];

    private static string Quoted(int id) => $"\"{JsonEncodedText.Encode(
        ServedModel.Tokenizer.GetPiece(id), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
