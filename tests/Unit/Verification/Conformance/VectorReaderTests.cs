using System.Text;
using Tito.Core.Verification;
using Tito.Core.Verification.Conformance;
using Tito.Core.Verification.Scenarios;

namespace Tito.Tests.Unit.Verification.Conformance;

public sealed class VectorReaderTests
{
    private const string Json =
        """
        {"format":"tito.conformance-vector","version":1,"name":"tiny/one","kind":"lost.answer","family":"tiny","model":"tiny",
        "needs":["rollback","user_after_turn"],"open":{"policy":"tree"},
        "turns":[
        {"key":"k","lost":"answer","retries":null,"request":{"messages":[]},"samples":[{"fault":"aborted","ids":[4],"logprobs":[-1]},{"ids":[5,6],"logprobs":[-1,-0.5],"finish_reason":"stop","stop_token":6,"stop_text":null,"weight_version":null}],"expect":{"outcome":"answered","prompt":{"after":-1,"cut":0,"ids":[1,2,3]},"message":{"content":"x","reasoning":"y","calls":[{"name":"f","arguments":"{}"}]}}},
        {"key":"k","lost":null,"retries":0,"request":{"messages":["$message.0"]},"samples":[],"expect":{"outcome":"repeated","repeats":0}}
        ]}

        """;

    [Fact]
    public void Read_OfAllThatThereIs_HasIt()
    {
        var vector = Read(Json);

        Assert.Equal(("tiny/one", "lost.answer", "tiny", "tiny"), (vector.Name, vector.Kind, vector.Family, vector.Model));
        Assert.Equal([VectorNeed.Rollback, VectorNeed.UserAfterTurn], vector.Needs);
        Assert.Equal("tree", vector.Open.GetProperty("policy").GetString());
        var (first, second) = (vector.Turns[0], vector.Turns[1]);
        Assert.Equal(("k", LostAnswer.Answer, (int?)null, VectorOutcome.Answered), (first.Key, first.Lost, first.Retries, first.Outcome));
        Assert.IsType<ScenarioSample.Aborted>(first.Samples[0]);
        Assert.Equal([5, 6], Assert.IsType<ScenarioSample.Completion>(first.Samples[1]).Tokens.Ids);
        Assert.Equal((null, 0), (first.Prompt!.After, first.Prompt.Cut));
        Assert.Equal([1, 2, 3], first.Prompt.Ids);
        Assert.Equal(("x", "y", ("f", "{}")), (first.Message!.Content, first.Message.Reasoning, first.Message.Calls.Single()));
        Assert.Equal((null, 0, VectorOutcome.Repeated, 0), (second.Lost, second.Retries, second.Outcome, second.Repeats));
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "format")]
    [InlineData("tito.conformance-vector", "tito.golden-scenario", "format")]
    [InlineData("\"rollback\"", "\"wings\"", "needs[0]")]
    [InlineData("\"lost\":\"answer\"", "\"lost\":\"all\"", "turns[0].lost")]
    [InlineData("\"retries\":0", "\"retries\":1", "turns[1].retries")]
    [InlineData("\"repeats\":0", "\"repeats\":7", "turns[1].expect.repeats")]
    [InlineData("\"after\":-1", "\"after\":0", "turns[0].expect.prompt.after")]
    [InlineData("\"cut\":0", "\"cut\":-1", "turns[0].expect.prompt.cut")]
    [InlineData("[1,2,3]", "[1,-2,3]", "turns[0].expect.prompt.ids[1]")]
    [InlineData("\"outcome\":\"answered\"", "\"outcome\":\"told\"", "turns[0].expect.outcome")]
    [InlineData("\"key\":\"k\",\"lost\":null", "\"kee\":\"k\",\"lost\":null", "turns[1].kee")]
    [InlineData("\"kind\"", "\"kind\":\"\",\"kind\"", "$")]
    public void Read_OfAWrongPlace_NamesIt(string right, string wrong, string place)
    {
        Assert.Contains(right, Json, StringComparison.Ordinal);

        var refused = Assert.Throws<GoldenFormatException>(() => Read(Json.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.StartsWith($"{place}: ", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What belongs to an answered turn alone is none of another's, and what a turn does not say is nothing.</summary>
    [Fact]
    public void Read_OfATurnThatSaysLittle_HasNothingElse()
    {
        const string Third =
            """,{"request":{},"samples":[],"expect":{"outcome":"answered","prompt":{"after":1,"cut":2,"ids":[]},"message":{"content":"","calls":[]}}},{"lost":"connection","retries":2,"request":{},"samples":[],"expect":{"outcome":"failed","repeats":null}}]}""";
        var vector = Read(Json.Replace("\n]}", Third, StringComparison.Ordinal));
        var (repeated, answered, failed) = (vector.Turns[1], vector.Turns[2], vector.Turns[3]);

        Assert.Equal((null, null, null), (answered.Key, answered.Lost, answered.Retries));
        Assert.Equal((1, 2, null), (answered.Prompt!.After, answered.Prompt.Cut, answered.Repeats));
        Assert.Empty(answered.Prompt.Ids);
        Assert.Equal(("", null), (answered.Message!.Content, answered.Message.Reasoning));
        Assert.Empty(answered.Message.Calls);
        Assert.Empty(answered.Samples);
        Assert.Equal((LostAnswer.Connection, 2, VectorOutcome.Failed), (failed.Lost, failed.Retries, failed.Outcome));
        Assert.Equal((null, null, null), (failed.Prompt, failed.Repeats, failed.Message));
        Assert.Equal((null, null), (repeated.Prompt, repeated.Message));
    }

    [Theory]
    [InlineData("tito.conformance-vector", "x", "format: must be \"tito.conformance-vector\", version 1.")]
    [InlineData("\"version\":1", "\"version\":0", "format: must be \"tito.conformance-vector\", version 1.")]
    [InlineData("\"retries\":0", "\"retries\":1", "turns[1].retries: must be the number of an earlier turn.")]
    [InlineData("\"repeats\":0", "\"repeats\":1", "turns[1].expect.repeats: must be the number of an earlier turn.")]
    [InlineData("\"outcome\":\"repeated\"", "\"outcome\":\"repeated\",\"status\":1", "turns[1].expect.status: is not known here; known are outcome, prompt, repeats, message.")]
    [InlineData("\"open\":{\"policy\":\"tree\"}", "\"open\":{\"policy\":\"\\ud800\"}", "open.policy: holds a lone surrogate, which is not a Unicode character.")]
    [InlineData("{\"messages\":[]}", "{\"a\":\"\\ud800\"}", "turns[0].request.a: holds a lone surrogate, which is not a Unicode character.")]
    [InlineData("\"open\":", "\"opened\":", "opened: is not known here; known are format, version, name, kind, family, model, needs, open, turns.")]
    public void Read_OfAWrongPlace_SaysWhatItMustBe(string right, string wrong, string message)
    {
        Assert.Contains(right, Json, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<GoldenFormatException>(() => Read(Json.Replace(right, wrong, StringComparison.Ordinal))).Message);
    }

    [Theory]
    [InlineData("[]", ": must be an object.")]
    [InlineData("{", "$: ")]
    [InlineData("""{"format":"tito.conformance-vector","version":1,"name":"","kind":"","family":"","model":"","needs":[],"open":{},"turns":[]}""", "turns: must have at least one turn.")]
    public void Read_OfNoVector_Refuses(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<GoldenFormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static ConformanceVector Read(string json) => VectorReader.Read(Encoding.UTF8.GetBytes(json));
}
