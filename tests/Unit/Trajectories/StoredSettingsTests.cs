using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Settings that only a store says, or that take a server's default back.</summary>
public sealed class StoredSettingsTests
{
    /// <summary>The owner is the server's to say, in a store alone.</summary>
    [Fact]
    public void ReadStored_OfAnOwner_IsWrittenAgainAndNoClientSaysOne()
    {
        const string Json = """{"policy":"linear","matcher":"strict","max_rollback":1,"max_turns":9,"close_truncated":false,"owner":"team"}""";

        var settings = SessionSettingsJson.ReadStored(JsonElement.Parse(Json));

        Assert.Equal("team", settings.Owner);
        Assert.Equal(Json, SessionSettingsJson.ToText(settings));
        Assert.Equal("owner", Assert.Throws<MessageException>(() => Read("""{"owner":"team"}""")).Param);
    }

    /// <summary>That truncated turns are not closed takes a server's default back as far as that closed them.</summary>
    [Theory]
    [InlineData(UnendedTurns.Close, UnendedTurns.CloseStopStrings)]
    [InlineData(UnendedTurns.CloseStopStrings, UnendedTurns.CloseStopStrings)]
    [InlineData(UnendedTurns.Refuse, UnendedTurns.Refuse)]
    public void Read_OfNoClosing_TakesTheDefaultBackThatCloses(UnendedTurns absent, UnendedTurns expected) => Assert.Equal(
        expected, SessionSettingsJson.Read(JsonElement.Parse("""{"close_truncated":false}"""), new() { Unended = absent }).Unended);

    [Fact]
    public void Read_OfTextThatIsNoUnicode_Refuses() => Assert.Throws<MessageException>(() => Read("""{"group":"\ud800"}"""));

    private static SessionSettings Read(string json) => SessionSettingsJson.Read(JsonElement.Parse(json));
}
