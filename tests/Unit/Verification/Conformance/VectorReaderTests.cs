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

    private static ConformanceVector Read(string json) => VectorReader.Read(Encoding.UTF8.GetBytes(json));
}
