using System.Text;
using Tito.Core.Verification.Scenarios;
using Tito.Simulation.Scenarios;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Simulation;

/// <summary>
/// The expected values are those of the oracle's expansion in Python (tools/oracle/scenarios) of the same pools. Ids of the tiny tokenizer are
/// UTF-8 bytes, those of characters written in bytes are 1,000 more here.
/// </summary>
public sealed class SeededScenariosTests
{
    private static readonly SeededScenarios Scenarios = new(ScenarioPools.Read(Encoding.UTF8.GetBytes($$$$$"""
        {
          "format": "tito.golden-pools", "version": 1,
          "users": ["Hi.", "Grüße 😀"], "tricky": [], "systems": ["Be brief.", "Be exact."], "results": ["ok"], "contents": [],
          "dates": ["2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"], "policies": ["linear", "tree"], "matchers": ["rendered", "strict"],
          "toolsets": [[{"type": "function", "function": {"name": "now", "parameters": {"n": 1.50}}}]], "off": {},
          "bytes": [{{{{{string.Join(", ", Enumerable.Range(1000, 256))}}}}}],
          "kinds": [
            {"name": "files.only", "seeded": false, "tools": null, "think": null, "open": {}, "script": []},
            {"name": "one", "seeded": true, "tools": null, "think": null, "open": {}, "script": [["first"], ["user"], ["turn", "text"]]},
            {"name": "two", "seeded": true, "tools": 0, "think": null, "open": {"policy": "tree", "max_turns": 9},
             "script": [["user"], ["turn", "text"], ["results"], ["back", 1], ["close"]]}],
          "families": {"tiny": {"roles": ["user"], "thinks": [null, null], "answers": {"plain": {"text": [
            {{{{{Answer("Hi, du 😀 da und dort.")}}}}}, {{{{{Answer("Ja.")}}}}}]}}}}
        }
        """)));

    [Theory]
    [InlineData(4, "2026-11-01", "linear", "strict", "Be exact.", "Grüße 😀", "72 105 44 32 100 117 32 240 159 152 128 32 100 97 32 117 110 100 32 100 111 114 116 46 7", 155)]
    [InlineData(6, "2026-11-01", "tree", "rendered", null, "Grüße 😀", "72 105 44 32 100 117 32 240 159 152 128 32 100 97 32 117 110 100 32 100 111 114 116 46 7", 46)]
    [InlineData(10, "2026-11-01", "linear", "strict", null, "Hi.", "1072 105 44 32 100 117 32 240 159 152 128 32 100 1097 32 117 110 100 32 100 111 114 116 46 7", 123)]
    public void Expand_OfASeed_IsTheOraclesScenario(
        ulong seed, string date, string policy, string matcher, string? system, string user, string ids, int firstLogprob)
    {
        var scenario = Scenarios.Expand(seed, TinyModel.Assets().Tokenizer);

        Assert.Equal(("one", "tiny", date), (scenario.Kind, scenario.Family, $"{scenario.OpenedAt:yyyy-MM-dd}"));
        Assert.Equal($$"""{"policy":"{{policy}}","matcher":"{{matcher}}"}""", scenario.Open.GetRawText());
        var messages = Assert.Single(scenario.Steps).Body!.Value.GetProperty("messages").EnumerateArray();
        Assert.Equal(system is null ? [user] : [system, user], messages.Select(message => message.GetProperty("content").GetString()));
        var tokens = Assert.IsType<ScenarioSample.Completion>(Assert.Single(scenario.Steps[0].Samples)).Tokens;
        Assert.Equal(ids, string.Join(' ', tokens.Ids));
        Assert.Equal(-firstLogprob / 64f, tokens.Logprobs[0]);
    }

    [Fact]
    public void Expand_OfAKindWithSettings_HasThemAndWhatTheSeedDecides()
    {
        var scenario = Scenarios.Expand(1, TinyModel.Assets().Tokenizer);

        Assert.Equal(("tiny", "two"), Scenarios.Find(1));
        Assert.Equal("""{"matcher":"rendered","policy":"tree","max_turns":9}""", scenario.Open.GetRawText());
        Assert.Equal([ScenarioAction.Turn, ScenarioAction.Close], scenario.Steps.Select(step => step.Do));
        Assert.Equal("1.50", scenario.Steps[0].Body!.Value.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").GetProperty("n").GetRawText());
    }

    [Theory]
    [InlineData("""{"format": "tito.golden-model", "version": 1}""")]
    [InlineData("""{"format": "tito.golden-pools", "version": 2}""")]
    public void Read_OfAnotherFile_IsRefused(string json) =>
        Assert.Throws<InvalidDataException>(() => ScenarioPools.Read(Encoding.UTF8.GetBytes(json)));

    private static string Answer(string text) =>
        $$"""
        {"pieces": ["{{text}}", 7], "finish_reason": "stop", "stop_token": 7, "stop_text": null, "reasoning": null, "content": "{{text}}",
         "calls": []}
        """;
}
