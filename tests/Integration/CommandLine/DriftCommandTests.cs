using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito drift</c>, as a process: exit codes, what it prints, and its summary.</summary>
public sealed class DriftCommandTests : IDisposable
{
    private static readonly string Corpus = Repository.PathTo("tests", "Golden", "corpus");
    private static readonly string Weather = Path.Combine(Corpus, "trajectories", "100-weather-and-shell.json");

    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Drift_OfOneSetupAndItself_Is0()
    {
        var end = await TitoCommand.RunAsync("", "drift", "current", "current", Weather, Path.Combine(Corpus, "scenarios", "qwen3", "chat-kept.json"));

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Contains("0 of 2 sessions drift, 0 of ", end.Output, StringComparison.Ordinal);
        Assert.Contains("training set: 0.0 % affected, 0 of ", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_UnderAnotherTemplate_Is1_AndTheMarkdownIsAppended()
    {
        var summary = _folder.File("summary.md");
        await File.WriteAllTextAsync(summary, "before\n", Ends);

        var end = await TitoCommand.RunAsync(
            "", "drift", "current", Path.Combine(Corpus, "drift", "newline.jinja"), Weather, "--markdown", summary);

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        Assert.Contains("100-weather-and-shell.json: 8 of 8 turns, 681 of 681 sampled tokens", end.Output, StringComparison.Ordinal);
        Assert.Contains("0: prompt; token 281: 198 \"\\n\" became 271 \"\\n\\n\"", end.Output, StringComparison.Ordinal);
        Assert.Contains("qwen3.jinja:54:", end.Output, StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(summary, Ends);
        Assert.StartsWith("before\n## tito drift: something drifted\n", written, StringComparison.Ordinal);
        Assert.Contains("| sampled tokens (100.0 %) | 681 | 681 |", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_OfAScenario_SaysWhichStepTheNewFamilyRefuses()
    {
        await File.WriteAllTextAsync(
            _folder.File("new.json"), $$"""{"family_file": "{{Path.Combine(Corpus, "drift", "roles.family.json")}}"}""", Ends);

        var end = await TitoCommand.RunAsync(
            "", "drift", "current", _folder.File("new.json"), Path.Combine(Corpus, "scenarios", "qwen3", "tools-single.json"), "--json");

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        var first = JsonElement.Parse(end.Lines[0]).GetProperty("drifts")[0];
        Assert.Equal((1, "refused"), (first.GetProperty("number").GetInt32(), first.GetProperty("kinds")[0].GetString()));
        Assert.Contains("tool", first.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, JsonElement.Parse(end.Lines[^1]).GetProperty("summary").GetProperty("drifted").GetInt32());
    }

    /// <summary>Nothing was held against anything: "same" would be said of no turn.</summary>
    [Fact]
    public async Task Drift_OfAScenarioThatNeitherSetupTakes_IsNotCompared()
    {
        var file = _folder.File("raises.jinja");
        await File.WriteAllTextAsync(file, "{{ raise_exception('no such thing') }}", Ends);

        var end = await TitoCommand.RunAsync("", "drift", file, file, Path.Combine(Corpus, "scenarios", "qwen3", "tools-single.json"));

        Assert.NotEqual(0, end.ExitCode);
        Assert.Contains("not compared: neither setup takes step", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_OfTwoRecordings_FindsWhatTheEngineSampledOtherwise()
    {
        var (old, @new) = (Directory.CreateDirectory(_folder.File("old")).FullName, Directory.CreateDirectory(_folder.File("new")).FullName);
        var tree = Path.Combine(Corpus, "trajectories", "320-exported-linear.json");
        File.Copy(tree, Path.Combine(old, "a.json"));
        File.Copy(tree, Path.Combine(old, "b.json"));
        File.Copy(tree, Path.Combine(@new, "b.json"));
        var file = JsonNode.Parse(await File.ReadAllTextAsync(tree, Ends))!;
        var completion = file["turns"]![1]!["completion"]!;
        completion["ids"]![4] = 9707;
        completion["logprobs"]![0] = -3.5;
        await File.WriteAllTextAsync(Path.Combine(@new, "a.json"), file.ToJsonString(), Ends);

        var end = await TitoCommand.RunAsync("", "drift", old, @new, "--json");

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        var session = JsonElement.Parse(end.Lines[0]);
        var first = session.GetProperty("drifts")[0];
        Assert.Equal((1, 4), (first.GetProperty("number").GetInt32(), first.GetProperty("index").GetInt32()));
        Assert.Equal(["completion", "logprobs"], first.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()));
        Assert.Equal(9707, first.GetProperty("new").GetProperty("id").GetInt32());
        Assert.Equal("Hello", first.GetProperty("new").GetProperty("text").GetString());
        Assert.Equal(["context"], session.GetProperty("drifts")[1].GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()));
        Assert.True(JsonElement.Parse(end.Lines[1]).GetProperty("ok").GetBoolean());
    }

    /// <summary>
    /// A turn that ended by another word has the same tokens, so that those behind it stand where they stood. The word itself is told
    /// wherever it is another, in another context too.
    /// </summary>
    [Fact]
    public async Task Drift_OfTwoRecordings_InheritsTokensAlone_AndTellsEveryEnd()
    {
        var path = Path.Combine(Corpus, "trajectories", "320-exported-linear.json");
        var file = JsonNode.Parse(await File.ReadAllTextAsync(path, Ends))!;
        var turns = file["turns"]!.AsArray();
        Assert.Equal([-1, 0, 1], turns.Take(3).Select(turn => (int)turn!["recorded"]!["parent"]!));
        turns[0]!["completion"]!["finish_reason"] = "other";
        turns[2]!["completion"]!["finish_reason"] = "other";
        await File.WriteAllTextAsync(_folder.File("ends.json"), file.ToJsonString(), Ends);
        turns[1]!["completion"]!["ids"]![0] = 9707;
        await File.WriteAllTextAsync(_folder.File("tokens.json"), file.ToJsonString(), Ends);

        var ends = JsonElement.Parse((await TitoCommand.RunAsync("", "drift", path, _folder.File("ends.json"), "--json")).Lines[0]);
        var tokens = JsonElement.Parse((await TitoCommand.RunAsync("", "drift", path, _folder.File("tokens.json"), "--json")).Lines[0]);

        Assert.Equal(["0: end", "2: end"], Kinds(ends));
        Assert.Equal(0, ends.GetProperty("sampled").GetProperty("affected").GetInt32());
        Assert.Equal(["0: end", "1: completion", "2: context end"], Kinds(tokens).Take(3));

        static IEnumerable<string> Kinds(JsonElement session) => session.GetProperty("drifts").EnumerateArray()
            .Select(turn => $"{turn.GetProperty("number").GetInt32()}: {string.Join(' ', turn.GetProperty("kinds").EnumerateArray())}");
    }

    /// <summary>The same own prompt and the same sampled tokens, behind other ones: each token of the turn stands in another context.</summary>
    [Theory]
    [InlineData("parent", -1, "it continues turn 0, and now no turn")]
    [InlineData("replaced_count", 1, "it replaces the last 0 tokens of the turn before, and now the last 1")]
    public async Task Drift_OfTwoRecordings_SaysThatATurnStandsElsewhere(string field, int value, string said)
    {
        var path = Path.Combine(Corpus, "trajectories", "320-exported-linear.json");
        var file = JsonNode.Parse(await File.ReadAllTextAsync(path, Ends))!;
        file["turns"]![1]!["recorded"]![field] = value;
        await File.WriteAllTextAsync(_folder.File("new.json"), file.ToJsonString(), Ends);

        var end = await TitoCommand.RunAsync("", "drift", path, _folder.File("new.json"), "--json");

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        var session = JsonElement.Parse(end.Lines[0]);
        var drift = session.GetProperty("drifts")[0];
        Assert.Equal((1, said), (drift.GetProperty("number").GetInt32(), drift.GetProperty("detail").GetString()));
        Assert.Equal(["prompt"], drift.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()));
        var behind = new List<int> { 1 };
        var turns = file["turns"]!.AsArray();
        for (var i = 2; i < turns.Count; i++)
        {
            behind.AddRange(behind.Contains((int)turns[i]!["recorded"]!["parent"]!) ? [i] : []);
        }

        Assert.Equal(
            behind.Sum(i => turns[i]!["completion"]!["ids"]!.AsArray().Count),
            session.GetProperty("sampled").GetProperty("context").GetInt32());
    }

    [Fact]
    public async Task Drift_OfARecordingWithFewerTurns_NamesThoseThatAreMissing_OnEitherSide()
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Weather, Ends))!;
        file["turns"]!.AsArray().RemoveAt(7);
        await File.WriteAllTextAsync(_folder.File("shorter.json"), file.ToJsonString(), Ends);

        var lost = await TitoCommand.RunAsync("", "drift", Weather, _folder.File("shorter.json"));
        var found = await TitoCommand.RunAsync("", "drift", _folder.File("shorter.json"), Weather);

        Assert.Equal((1, 1), (lost.ExitCode, found.ExitCode));
        Assert.Contains("7: refused; The new recording has no such turn.", lost.Output, StringComparison.Ordinal);
        Assert.Contains("in turns that the new side refuses or does not have", lost.Output, StringComparison.Ordinal);
        Assert.Contains("7: taken; The old recording has no such turn.", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_UnderAFamilyWithAnotherStopToken_SaysHowTurnsEndNow()
    {
        var family = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Corpus, "drift", "roles.family.json"), Ends))!;
        (family["name"], family["append_roles"]) = ("qwen3-stops", new JsonArray("tool", "user", "system", "assistant"));
        (family["template"], family["stop_tokens"]) = (Path.Combine(Corpus, "drift", "roles.jinja"), new JsonArray("<|im_end|>", "</tool_call>"));
        await File.WriteAllTextAsync(_folder.File("family.json"), family.ToJsonString(), Ends);
        await File.WriteAllTextAsync(_folder.File("new.json"), """{"family_file": "family.json"}""", Ends);

        var end = await TitoCommand.RunAsync("", "drift", "current", _folder.File("new.json"), Weather);

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        Assert.Contains("0: end; ended by stop_token, and now by tokens_after_stop", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_OfARecordingThatOneSideLacks_IsNotGreen()
    {
        var (old, @new) = (Directory.CreateDirectory(_folder.File("old")).FullName, Directory.CreateDirectory(_folder.File("new")).FullName);
        File.Copy(Weather, Path.Combine(old, "a.json"));
        File.Copy(Weather, Path.Combine(old, "b.json"));
        File.Copy(Weather, Path.Combine(@new, "a.json"));

        var end = await TitoCommand.RunAsync("", "drift", old, @new);

        Assert.Equal((1, ""), (end.ExitCode, end.Error));
        Assert.Contains("b: not compared: only the old recording has it.", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_OfFilesThatTheOldSetupDoesNotTake_Is2()
    {
        await File.WriteAllTextAsync(
            _folder.File("old.json"), $$"""{"family_file": "{{Path.Combine(Corpus, "drift", "roles.family.json")}}"}""", Ends);

        var end = await TitoCommand.RunAsync("", "drift", _folder.File("old.json"), "current", Weather);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("it is of family qwen3, and the old setup of qwen3-roles.", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OLD and NEW are setups", "current", "current")]
    [InlineData("nothing.xyz: is no setup", "current", "nothing.xyz", "$")]
    [InlineData("--filter", "current", "current", "$", "--filter", "nowhere")]
    [InlineData("--jobs", "current", "current", "$", "--jobs", "0")]
    [InlineData("--tolerance", "$", "$", "--tolerance", "-1")]
    public async Task Drift_WithoutWhatItNeeds_Is2_AndSaysSoInOneLine(string said, params string[] arguments)
    {
        var end = await TitoCommand.RunAsync("", ["drift", .. arguments.Select(argument => argument == "$" ? Weather : argument)]);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Contains(said, Assert.Single(end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_WithASetupFileOfAnUnknownField_NamesIt()
    {
        await File.WriteAllTextAsync(_folder.File("new.json"), """{"tokeniser": "x"}""", Ends);

        var end = await TitoCommand.RunAsync("", "drift", "current", _folder.File("new.json"), Weather);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("tokeniser", end.Error, StringComparison.Ordinal);
    }
}
