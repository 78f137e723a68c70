using Tito.Core.Verification.Scenarios;

namespace Tito.Tests.Unit.Verification.Scenarios;

/// <summary>The steps of a scenario: what each kind of them may say, and what must come of it.</summary>
public sealed class ScenarioStepTests
{
    [Fact]
    public void Read_OfATurnThatSaysLittle_HasNothingElse()
    {
        var step = TinyScenario.Step(TinyScenario.Turn);

        Assert.Equal((ScenarioAction.Turn, "f", "{}", false, null), (step.Do, step.Face, step.Body?.GetRawText(), step.IsStreamed, step.Key));
        Assert.Empty(step.Headers);
        Assert.Empty(step.Samples);
        Assert.Equal(200, step.Expected.Status);
        Assert.Equal((null, null, null), (step.Expected.Error, step.Expected.Param, step.Expected.Repeats));
        Assert.Equal((null, null), (step.Expected.Turn, step.Expected.Message));
        Assert.Empty(step.Expected.Headers);
    }

    [Fact]
    public void Read_OfATurn_HasWhatItSays()
    {
        var step = TinyScenario.Step(
            """{"do":"turn","face":"openai-chat","stream":true,"key":"k","headers":{"a":"1","b":"2"},"body":{"x":[1.0]},"samples":[],"expect":{"status":200,"message":{"content":"c"},"headers":{"h":"v","gone":null}}}""");

        Assert.Equal(("openai-chat", "{\"x\":[1.0]}", true, "k"), (step.Face, step.Body?.GetRawText(), step.IsStreamed, step.Key));
        Assert.Equal([new("a", "1"), new("b", "2")], step.Headers);
        Assert.Equal("{\"content\":\"c\"}", step.Expected.Message?.GetRawText());
        Assert.Equal([new("h", "v"), new("gone", null)], step.Expected.Headers);
    }

    /// <summary>A step that takes no turn needs no body and has no engine.</summary>
    [Theory]
    [InlineData("{\"do\":\"rollback\",\"body\":{\"turn\":1},\"expect\":{\"status\":200}}", ScenarioAction.RollBack, "{\"turn\":1}")]
    [InlineData("{\"do\":\"abort\",\"body\":null,\"expect\":{\"status\":200}}", ScenarioAction.Abort, null)]
    [InlineData("{\"do\":\"close\",\"expect\":{\"status\":200}}", ScenarioAction.Close, null)]
    public void Read_OfAnotherStep_HasItsBodyAlone(string json, ScenarioAction action, string? body)
    {
        var step = TinyScenario.Step(json);

        Assert.Equal((action, body, null, null, false), (step.Do, step.Body?.GetRawText(), step.Face, step.Key, step.IsStreamed));
        Assert.Empty(step.Samples);
        Assert.Empty(step.Headers);
    }

    [Theory]
    [InlineData("1", "", "must be an object.")]
    [InlineData("{\"do\":\"turn\",\"face\":\"f\",\"body\":null,\"samples\":[],\"expect\":{\"status\":200}}", ".body", "must be an object.")]
    [InlineData("{\"do\":\"turn\",\"face\":null,\"body\":{},\"samples\":[],\"expect\":{\"status\":200}}", ".face", "must be a string.")]
    [InlineData("{\"do\":\"turn\",\"face\":\"f\",\"body\":{},\"expect\":{\"status\":200}}", ".samples", "must be an array.")]
    [InlineData("{\"do\":\"turn\",\"face\":\"f\",\"headers\":[],\"body\":{},\"samples\":[],\"expect\":{\"status\":200}}", ".headers", "must be an object.")]
    [InlineData("{\"do\":\"turn\",\"face\":\"f\",\"headers\":{\"h\":1},\"body\":{},\"samples\":[],\"expect\":{\"status\":200}}", ".headers.h", "must be a string.")]
    [InlineData("{\"do\":\"turn\",\"face\":\"f\",\"body\":{\"a\":\"\\ud800\"},\"samples\":[],\"expect\":{\"status\":200}}", ".body.a", "holds a lone surrogate, which is not a Unicode character.")]
    [InlineData("{\"do\":\"close\",\"body\":[],\"expect\":{\"status\":200}}", ".body", "must be an object.")]
    [InlineData("{\"do\":\"close\",\"body\":{\"a\":\"\\ud800\"},\"expect\":{\"status\":200}}", ".body.a", "holds a lone surrogate, which is not a Unicode character.")]
    [InlineData("{\"do\":\"close\",\"key\":\"k\",\"expect\":{\"status\":200}}", ".key", "is not known here; known are do, body, expect.")]
    [InlineData("{\"do\":\"close\"}", ".expect", "must be an object.")]
    public void Read_OfAStepInAnotherForm_NamesThePlace(string json, string field, string reason) =>
        TinyScenario.Refused("steps[0]" + field, reason, () => TinyScenario.Step(json));

    [Theory]
    [InlineData(100)]
    [InlineData(599)]
    public void Read_OfAStatus_TakesThoseOfHttp(int status) => Assert.Equal(status, TinyScenario.Expect($$"""{"status":{{status}}}""").Status);

    [Fact]
    public void Read_OfAnError_HasItsPlace()
    {
        var expected = TinyScenario.Expect("""{"status":400,"error":"bad","param":"messages"}""");

        Assert.Equal((400, "bad", "messages"), (expected.Status, expected.Error, expected.Param));
        Assert.Null(TinyScenario.Expect("""{"status":400,"error":"bad","param":null,"turn":null,"message":null,"headers":null,"repeats":null}""").Param);
    }

    [Theory]
    [InlineData("{\"status\":99}", "status", "must be an HTTP status.")]
    [InlineData("{\"status\":600}", "status", "must be an HTTP status.")]
    [InlineData("{\"status\":200,\"param\":\"p\"}", "param", "is what an error brings.")]
    [InlineData("{\"status\":400,\"error\":\"e\",\"repeats\":0}", "repeats", "is not what an error brings.")]
    [InlineData("{\"status\":400,\"error\":\"e\",\"turn\":{}}", "turn", "is not what an error brings.")]
    [InlineData("{\"status\":400,\"error\":\"e\",\"message\":{}}", "message", "is not what an error brings.")]
    [InlineData("{\"status\":400,\"error\":\"e\",\"headers\":{}}", "headers", "is not what an error brings.")]
    [InlineData("{\"status\":200,\"message\":\"m\"}", "message", "must be an object.")]
    [InlineData("{\"status\":200,\"message\":{\"a\":\"\\ud800\"}}", "message.a", "holds a lone surrogate, which is not a Unicode character.")]
    [InlineData("{\"status\":200,\"headers\":[]}", "headers", "must be an object.")]
    [InlineData("{\"status\":200,\"digest\":1}", "digest", "is not known here; known are status, error, param, repeats, turn, message, headers.")]
    public void Read_OfAnExpectationInAnotherForm_NamesThePlace(string json, string field, string reason) =>
        TinyScenario.Refused("steps[0].expect." + field, reason, () => TinyScenario.Expect(json));
}
