using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

public sealed class SessionSettingsJsonTests
{
    [Theory]
    [InlineData("max_turns", 1, true)]
    [InlineData("max_turns", 100_000, true)]
    [InlineData("max_turns", 0, false)]
    [InlineData("max_turns", 100_001, false)]
    [InlineData("max_rollback", 0, true)]
    [InlineData("max_rollback", 100_000, true)]
    [InlineData("max_rollback", -1, false)]
    [InlineData("max_rollback", 100_001, false)]
    public void Read_OfANumber_TakesItsRangeAlone(string name, int number, bool isTaken)
    {
        if (isTaken)
        {
            var settings = Read($$"""{"{{name}}":{{number}}}""");
            Assert.Equal(number, name == "max_turns" ? settings.MaxTurns : settings.MaxRollback);
        }
        else
        {
            Assert.Equal(name, Assert.Throws<MessageException>(() => Read($$"""{"{{name}}":{{number}}}""")).Param);
        }
    }

    [Theory]
    [InlineData("""{"max_turns":1.5}""", "max_turns")]
    [InlineData("""{"max_turns":"1"}""", "max_turns")]
    [InlineData("""{"max_turns":null}""", "max_turns")]
    [InlineData("""{"close_truncated":1}""", "close_truncated")]
    [InlineData("""{"close_truncated":null}""", "close_truncated")]
    [InlineData("""{"policy":"Tree"}""", "policy")]
    [InlineData("""{"policy":1}""", "policy")]
    [InlineData("""{"matcher":"loose"}""", "matcher")]
    [InlineData("""{"matcher":null}""", "matcher")]
    [InlineData("""{"other":1}""", "other")]
    [InlineData("[]", "body")]
    public void Read_OfAnythingElse_NamesTheField(string json, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => Read(json)).Param);

    [Fact]
    public void Read_OfNothing_HasTheDefaults() =>
        Assert.Equal(
            new() { Policy = SessionPolicy.Linear, Matcher = "strict", MaxRollback = 1, MaxTurns = 1024, CloseTruncated = false, Altered = AlteredHistory.Refuse },
            Read("{}"));

    [Theory]
    [InlineData("""{"policy":"tree","matcher":"role_content_only","max_rollback":3,"max_turns":7,"close_truncated":true}""")]
    [InlineData("""{"policy":"linear","matcher":"strict","max_rollback":0,"max_turns":1,"close_truncated":false}""")]
    [InlineData("""{"policy":"linear","matcher":"strict","max_rollback":0,"max_turns":1,"close_truncated":false,"altered":"refuse"}""")]
    public void ToText_OfWhatWasStored_IsTheText(string json) =>
        Assert.Equal(json, SessionSettingsJson.ToText(SessionSettingsJson.ReadStored(JsonElement.Parse(json))));

    private static SessionSettings Read(string json) => SessionSettingsJson.Read(JsonElement.Parse(json));
}
