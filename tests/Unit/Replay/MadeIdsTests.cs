using System.Text;
using System.Text.Json;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Plays;

namespace Tito.Tests.Unit.Replay;

public sealed class MadeIdsTests
{
    private static readonly PlayedStep Step = new(
        new() { Do = ScenarioAction.Turn, Expected = new() { Status = 200 } },
        null,
        new("resp_1", "", "", [new("call_\"0", "f", "{}")]),
        []);

    [Theory]
    [InlineData("""{"id":"$call.0.0","n":1.50}""", """{"id":"call_\u00220","n":1.50}""")]
    [InlineData("""["$response.0"]""", """["resp_1"]""")]
    [InlineData("""["say \"$call.0.0\"","$call.0.0 ","$call"]""", """["say \"$call.0.0\"","$call.0.0 ","$call"]""")]
    public void Fill_PutsIdsInThePlaceOfWholeStrings(string body, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(MadeIds.Fill(JsonElement.Parse(body), [Step]).Span));

    [Theory]
    [InlineData("\"$call.0.1\"")]
    [InlineData("\"$call.1.0\"")]
    [InlineData("\"$response.7\"")]
    public void Fill_OfAnIdThatNoAnswerHad_IsRefused(string body) =>
        Assert.Throws<InvalidDataException>(() => MadeIds.Fill(JsonElement.Parse(body), [Step]));
}
