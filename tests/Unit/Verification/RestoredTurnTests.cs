using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Verification;

/// <summary>Turns that come back from a file: all that no digest binds too, and the words of what is refused.</summary>
public sealed class RestoredTurnTests
{
    [Fact]
    public void Restore_OfAFile_HasEachFieldOfTheExchange()
    {
        var restored = RecordedTrajectory.Restore(TinyRecording.Read(TinyRecording.Whole));
        var (content, exchange) = (restored.Turns[0].Content, restored.Turns[0].Content.Exchange);

        Assert.Equal(TinyRecording.Session.Turns.Select(turn => turn.Digest), restored.Turns.Select(turn => turn.Digest));
        Assert.Equal((1, 2), (exchange.RequestedAt.Second, exchange.CompletedAt.Second));
        Assert.Equal(("sglang-chat", "main", "r", "v7", "content"), (exchange.Engine, exchange.Agent, exchange.ResponseId, exchange.WeightVersion, exchange.Disagreement));
        Assert.Equal(new SessionLine("l", "p", LineKind.Title), exchange.Line);
        Assert.Equal(TinyRecording.Altered, exchange.Altered);
        Assert.Equal(TinyRecording.Spans, exchange.WeightSpans);
        Assert.Equal((3, 0), (exchange.PromptTokens, exchange.CachedTokens));
        Assert.Equal(("{\"temperature\":1.0}", "{\"id\":\"other\"}"), (exchange.Request.GetRawText(), exchange.Response.GetRawText()));
        Assert.Equal(("[{\"name\":\"f\"}]", "{\"x\":true}"), (content.Inputs.Tools?.GetRawText(), content.Inputs.Arguments?.GetRawText()));
        Assert.Equal((new StopMatch(5, null), new TurnEnd(EndKind.TokensAfterStop, 2)), (content.Stop, content.End));
        Assert.Equal([(TurnDigestVersion.Two, 0), (TurnDigestVersion.One, 1)], restored.Turns.Select(turn => (turn.Content.DigestVersion, turn.Content.ReplacedCount)));
        Assert.Equal([4, 6, 7, 8], restored.Turns[1].Tokens.ToIds()[3..]);
        Assert.Equal(1, restored.Active?.Sequence);
    }

    /// <summary>The id of an answer is the record's; a release that had one wire left it in the response.</summary>
    [Theory]
    [InlineData("\"response_id\":\"r\",", "", "other")]
    [InlineData("\"response_id\":\"r\",", "\"response_id\":\"s\",", "s")]
    public void Restore_OfATurn_HasTheIdThatTheClientGot(string replaced, string replacement, string expected) => Assert.Equal(
        expected,
        RecordedTrajectory.Restore(TinyRecording.Read(TinyRecording.Whole.Replace(replaced, replacement, StringComparison.Ordinal)))
            .Turns[0].Content.Exchange.ResponseId);

    [Theory]
    [InlineData("\"recorded\":{\"parent\":0,", "\"recorded\":{\"parent\":1,", "turns[1].recorded.parent: is 1; a turn continues one before it, or none (-1).", "")]
    [InlineData("{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"tool\"", "{\"role\":\"assistant\",\"content\":\"x\"},{\"role\":\"tool\"", "turns[1].request.messages[1]: is not the message that turn 0, which this turn continues, has there.", "")]
    [InlineData(",{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"tool\",\"content\":\"t\"}]", "]", "turns[1].request.messages[1]: is not the message that turn 0, which this turn continues, has there.", "")]
    [InlineData("\"replaced_count\":1", "\"replaced_count\":3", "turns[1]: ", "")]
    [InlineData("\"message\":{\"role\":\"assistant\",\"content\":\"b\"}", "\"message\":{\"role\":\"user\",\"content\":\"b\"}", "turns[1]: completion.message.role: must be assistant.", "")]
    [InlineData("\"finish_reason\":\"stop\"", "\"finish_reason\":\"end\"", "turns[1].recorded.digest: is ", "a message, id, logprob or another field of the turn was changed.")]
    [InlineData("\"recorded\":{\"session_id\"", "\"expected\":{\"genesis\":\"" + TinyRecording.First + "\",\"digest\":\"" + TinyRecording.Second + "\",\"mismatches\":[]},\"recorded\":{\"session_id\"", "recorded.genesis: is ", "and expected.genesis is " + TinyRecording.First + ".")]
    public void Restore_WhenAPlaceIsChanged_SaysWhat(string replaced, string replacement, string start, string end)
    {
        Assert.Contains(replaced, TinyRecording.Whole, StringComparison.Ordinal);
        var changed = TinyRecording.Whole.Replace(replaced, replacement, StringComparison.Ordinal);

        var refused = Assert.Throws<GoldenFormatException>(() => RecordedTrajectory.Restore(TinyRecording.Read(changed))).Message;

        Assert.StartsWith(start, refused, StringComparison.Ordinal);
        Assert.EndsWith(end, refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_OfAFileWithoutItsLastTurn_SaysThatTurnsAreMissing()
    {
        var golden = TinyRecording.Read(TinyRecording.Whole);

        Refused(
            $"recorded.tip: is {TinyRecording.Session.Tip}, and the last turn has {TinyRecording.Session.Turns[0].Digest}: turns are missing, or there are too many.",
            () => RecordedTrajectory.Restore(golden with { Turns = golden.Turns[..1] }));
    }

    [Fact]
    public void Restore_OfAFileWithoutARecord_SaysThatThereIsNone() => Assert.Equal(
        "recorded: is missing: the file holds no session of a journal.",
        Assert.Throws<GoldenFormatException>(() => RecordedTrajectory.Restore(TinyGolden.Read())).Message);

    /// <summary>What the oracle expects is held against the turn before its digest is, and token ids are named as the file has them.</summary>
    [Fact]
    public void Restore_WhenTheOracleSaysOtherwise_NamesThePlaceOfIt()
    {
        var golden = TinyRecording.Read(TinyRecording.Whole);
        var turn = TinyRecording.Session.Turns[0];
        var expected = new GoldenTurnExpectation
        {
            Parent = null,
            ReplacedCount = 0,
            PromptCount = 3,
            TokenIds = [1, 2, 3, 4, 5],
            Origins = [(TokenOrigin.Prompt, 2), (TokenOrigin.Splice, 1), (TokenOrigin.Model, 2)],
            LossMask = [0, 0, 0, 1, 1],
            Digest = turn.Digest,
        };

        Trajectory Restore(GoldenTurnExpectation says) => RecordedTrajectory.Restore(golden with
        {
            Genesis = HandMade.Genesis,
            Turns = golden.Turns.SetItem(0, golden.Turns[0] with { Expected = says }),
        });

        Assert.Equal(TinyRecording.Session.Tip, Restore(expected).Tip);
        Refused("turns[0].expected.token_ids: token 4: expected 9, found 5.", () => Restore(expected with { TokenIds = [1, 2, 3, 4, 9] }));
        Refused("turns[0].expected.parent: expected turn 0, found none.", () => Restore(expected with { Parent = 0 }));
        Refused("turns[0].expected.replaced_count: expected 2, found 0.", () => Restore(expected with { ReplacedCount = 2 }));
        Refused("turns[0].expected.loss_mask: token 2: expected 1, found 0.", () => Restore(expected with { LossMask = [0, 0, 1, 1, 1] }));
        Refused(
            $"turns[0].expected.digest: expected {HandMade.Genesis}, found {turn.Digest}.", () => Restore(expected with { Digest = HandMade.Genesis }));
    }

    /// <summary>A client may spell a repeated message as the session's matcher allows, and give calls other ids.</summary>
    [Fact]
    public void Restore_OfAClientThatRenamesCalls_HasTheStoredIds()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("u")], Chat.Calls("{}")));
        var two = one.Restore(one.Active, HandMade.Talk([Chat.Message("""{"role":"tool","tool_call_id":"call_0","content":"t"}""")], Chat.Assistant("b")));
        var file = TinyRecording.Write(two).Replace("\"matcher\":\"strict\"", "\"matcher\":\"rendered\"", StringComparison.Ordinal).Split('\n');
        file[2] = file[2].Replace("call_0", "renamed", StringComparison.Ordinal);

        var restored = RecordedTrajectory.Restore(TinyRecording.Read(string.Join('\n', file)));

        Assert.Equal(two.Tip, restored.Tip);
        Assert.Contains("call_0", restored.Turns[1].Content.Appended.Single().Json.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>Qwen3's template cuts line feeds before an answer, so that its matcher takes a message with them; nobody knows another family's.</summary>
    [Theory]
    [InlineData("qwen3", "a", true)]
    [InlineData("qwen3", "\\n\\na", true)]
    [InlineData("unheard-of", "a", true)]
    [InlineData("unheard-of", "\\n\\na", false)]
    public void Restore_OfAnotherSpelling_TakesWhatTheFamilyWritesAlike(string family, string sent, bool isTaken)
    {
        var file = TinyRecording.Whole.Replace("\"strict\"", "\"rendered\"", StringComparison.Ordinal).Replace("\"qwen3\"", $"\"{family}\"", StringComparison.Ordinal)
            .Replace("\"content\":\"a\"},{\"role\":\"tool\"", $"\"content\":\"{sent}\"}},{{\"role\":\"tool\"", StringComparison.Ordinal);

        var refused = Record.Exception(() => RecordedTrajectory.Restore(TinyRecording.Read(file)));

        Assert.Equal(isTaken ? null : "turns[1].request.messages[1]", (refused as GoldenFormatException)?.Field);
    }

    private static void Refused(string message, Func<object> restore) => Assert.Equal(message, Assert.Throws<GoldenFormatException>(restore).Message);
}
