using Tito.Core.Tokens;
using Tito.Core.Verification.Scenarios;

namespace Tito.Tests.Unit.Verification.Scenarios;

/// <summary>What an engine gives in a scenario, as docs/golden-scenarios.md has it.</summary>
public sealed class ScenarioSampleTests
{
    private const string Ids = "\"ids\":[7,8],\"logprobs\":[-1,-2]";

    /// <summary>Where it says that it stopped is one thing, whichever of the two it names.</summary>
    [Theory]
    [InlineData("", null, null, null)]
    [InlineData(",\"stop_token\":null,\"stop_text\":null,\"weight_version\":null", null, null, null)]
    [InlineData(",\"stop_token\":0", 0, null, null)]
    [InlineData(",\"stop_text\":\"END\"", null, "END", null)]
    [InlineData(",\"weight_version\":\"v2\"", null, null, "v2")]
    public void Read_OfACompletion_HasWhatTheEngineSaid(string more, int? stopToken, string? stopText, string? weights)
    {
        var sample = Assert.IsType<ScenarioSample.Completion>(TinyScenario.Sample($$"""{{{Ids}},"finish_reason":"length"{{more}}}"""));

        Assert.Equal([7, 8], sample.Tokens.Ids);
        Assert.Equal([-1f, -2f], sample.Tokens.Logprobs);
        Assert.Equal(("length", weights), (sample.FinishReason, sample.WeightVersion));
        Assert.Equal(stopToken is null && stopText is null ? null : new StopMatch(stopToken, stopText), sample.Stop);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(599)]
    public void Read_OfAStatus_TakesThoseOfErrors(int status) =>
        Assert.Equal(new ScenarioSample.Status(status), TinyScenario.Sample($$"""{"fault":"status","status":{{status}}}"""));

    [Theory]
    [InlineData("399")]
    [InlineData("600")]
    public void Read_OfAStatusThatIsNoError_Refuses(string status) => TinyScenario.Refused(
        "steps[0].samples[0].status", "must be an HTTP status from 400 to 599.", () => TinyScenario.Sample($$"""{"fault":"status","status":{{status}}}"""));

    /// <summary>So many of the tokens as arrive before the connection breaks: all of them where the file does not say.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData(",\"ids\":null", "")]
    [InlineData("," + Ids, "7 8")]
    [InlineData("," + Ids + ",\"after\":null", "7 8")]
    [InlineData("," + Ids + ",\"after\":0", "")]
    [InlineData("," + Ids + ",\"after\":1", "7")]
    [InlineData("," + Ids + ",\"after\":2", "7 8")]
    [InlineData("," + Ids + ",\"after\":3", "7 8")]
    [InlineData("," + Ids + ",\"finish_reason\":\"stop\",\"stop_token\":8,\"stop_text\":null,\"weight_version\":\"v\",\"after\":1", "7")]
    public void Read_OfABrokenConnection_HasWhatCameBefore(string more, string expected)
    {
        var tokens = Assert.IsType<ScenarioSample.Cut>(TinyScenario.Sample($$"""{"fault":"cut"{{more}}}""")).Tokens;

        Assert.Equal(expected, string.Join(' ', tokens.Ids));
        Assert.Equal(new[] { -1f, -2f }[..tokens.Ids.Length], tokens.Logprobs);
    }

    [Fact]
    public void Read_OfARequestThatWasGivenUp_HasItsTokens()
    {
        var tokens = Assert.IsType<ScenarioSample.Aborted>(TinyScenario.Sample($$"""{"fault":"aborted",{{Ids}}}""")).Tokens;

        Assert.Equal([7, 8], tokens.Ids);
        Assert.Equal([-1f, -2f], tokens.Logprobs);
    }

    [Theory]
    [InlineData("7", "", "must be an object.")]
    [InlineData("{\"fault\":\"lost\"}", ".fault", "must be status, cut or aborted.")]
    [InlineData("{\"fault\":\"status\",\"status\":500,\"ids\":[]}", ".ids", "is not known here; known are fault, status.")]
    [InlineData("{\"fault\":\"aborted\",\"ids\":[],\"logprobs\":[],\"after\":1}", ".after", "is not known here; known are fault, ids, logprobs.")]
    [InlineData("{\"fault\":\"aborted\",\"ids\":[1],\"logprobs\":[]}", "", "has 1 ids and 0 logprobs.")]
    [InlineData("{\"fault\":\"cut\",\"ids\":[1],\"logprobs\":[-1,-2]}", "", "has 1 ids and 2 logprobs.")]
    [InlineData("{\"fault\":\"cut\"," + Ids + ",\"after\":-1}", ".after", "must be a whole number of 0 or more.")]
    [InlineData("{\"ids\":[1],\"logprobs\":[-1],\"finish_reason\":\"stop\",\"stop_token\":-1}", ".stop_token", "must be a whole number of 0 or more.")]
    [InlineData("{\"ids\":[1],\"logprobs\":[-1]}", ".finish_reason", "must be a string.")]
    [InlineData(
        "{\"ids\":[1],\"logprobs\":[-1],\"finish_reason\":\"stop\",\"after\":1}", ".after",
        "is not known here; known are ids, logprobs, finish_reason, stop_token, stop_text, weight_version.")]
    public void Read_OfAnythingElse_NamesThePlace(string json, string field, string reason) =>
        TinyScenario.Refused("steps[0].samples[0]" + field, reason, () => TinyScenario.Sample(json));
}
