using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Requests that replay what was sampled with other content, in the words of <see cref="Wording"/>.</summary>
public sealed class AlteredHistoryTests
{
    private static readonly LinearPolicy Linear =
        new(new StrictMatcher(), new(Wording.AllRoles, new(UnendedTurns.CloseStopStrings, EndTokens.Unknown)), MaxRollback: 1) { Altered = AlteredHistory.Refuse };

    private static readonly TreePolicy Tree =
        new(new StrictMatcher(), new(Wording.AllRoles, new(UnendedTurns.CloseStopStrings, EndTokens.Unknown))) { Altered = AlteredHistory.Refuse };

    /// <summary>Every row of the reference's table that retries, and does not replay something else.</summary>
    [Theory]
    [InlineData("", "s u", 0)]
    [InlineData("", "s u A u2", 0)]
    [InlineData("u a1", "u a1 t", 0)]
    [InlineData("u a1", "u a1 A", 0)]
    [InlineData("s u a1 t1 a2", "s u a1 t1'", 1)]
    [InlineData("s u a1 t1 a2", "s u a1 t1", 1)]
    [InlineData("s u a1 t1 a2", "s u a1", 1)]
    [InlineData("s u a1 t1 a2", "s u a1 t1' a2", 1)]
    [InlineData("s u a1 t1 a2", "s u a1 t1 u2", 1)]
    [InlineData("u a1", "u", 1)]
    [InlineData("u a1", "u'", 1)]
    [InlineData("u a1", "s9 u9", 1)]
    [InlineData("u A u2 a1", "u A u2'", 1)]
    [InlineData("u A u2 a1", "u A' u2", 1)]
    [InlineData("u A u2 a1", "u A", 1)]
    public void Position_OfARetry_IsTakenByALinearSession(string stored, string request, int rolledBack) => Assert.Equal(
        rolledBack,
        Assert.IsType<PositionOutcome.Positioned>(Linear.Position(Wording.Linear(stored), Wording.Messages(request))).RolledBack);

    [Theory]
    [InlineData("u a1", "u a1'", 1)]
    [InlineData("u a1", "u a1' t1", 1)]
    [InlineData("s u a1 t1 a2", "s u a1 t1 a2' t2", 4)]
    [InlineData("s u a1 t1 a2", "s u a1' t1 a2 t2", 2)]
    [InlineData("s u a1 t1 a2", "s' u' a1' t1", 0)]
    [InlineData("s u a1 t1 a2", "s u a1 t1' a2' t2", 3)]
    [InlineData("u a1", "u' A t1", 0)]
    public void Position_OfAReplayWithOtherContent_IsRefusedByALinearSession(string stored, string request, int index)
    {
        var refused = Assert.IsType<PositionOutcome.Refused>(Linear.Position(Wording.Linear(stored), Wording.Messages(request)));

        Assert.Equal((RefusalReason.AlteredHistory, index), (refused.Reason, refused.MessageIndex!.Value));
        Assert.IsNotType<PositionOutcome.Refused>(
            (Linear with { Altered = AlteredHistory.Branch, MaxRollback = 2 }).Position(Wording.Linear(stored), Wording.Messages(request)));
    }

    /// <summary>A side request took the place of the main line, whose next request holds an answer that is not on the path any more.</summary>
    [Theory]
    [InlineData("s u a1", "s9 u9 a9", "s u a1 t1", 0)]
    [InlineData("s u a1", "u9 a9", "s u a1 t1", 0)]
    [InlineData("u a1", "s9 u9 u9' a9", "u a1 t1", 0)]
    [InlineData("u a1 t1 a2", "u9 a9", "u a1 t1 a2 t2", 0)]
    [InlineData("u a1 t1 a2", "u9 a9", "u a1 t9", 0)]
    public void Position_OfTheMainLineAfterASideRequest_IsRefusedAndNotStartedOver(string main, string side, string request, int index)
    {
        var trajectory = Wording.Grow(Wording.Linear(main), null, side);
        var refused = Assert.IsType<PositionOutcome.Refused>(
            (Linear with { MaxRollback = 9 }).Position(trajectory, Wording.Messages(request)));

        Assert.Equal((RefusalReason.AlteredHistory, index), (refused.Reason, refused.MessageIndex!.Value));
    }

    /// <summary>A rollback by name leaves nothing on the path, and the client goes on as if it had not been.</summary>
    [Theory]
    [InlineData(0, "u a1 t1 a2 t2")]
    [InlineData(null, "u a1 t1 a2 t2")]
    [InlineData(null, "u a1 t1'")]
    public void Position_OfARequestThatContinuesATurnThatWasRolledBack_IsRefused(int? active, string request)
    {
        var trajectory = Wording.Linear("u a1 t1 a2");
        var refused = Assert.IsType<PositionOutcome.Refused>(
            Linear.Position(trajectory.MoveTo(active is { } turn ? trajectory.Turns[turn] : null), Wording.Messages(request)));

        Assert.Equal(RefusalReason.AlteredHistory, refused.Reason);
        Assert.Contains("Roll the session back", refused.Message, StringComparison.Ordinal);
        Assert.IsType<PositionOutcome.Positioned>(Linear.Position(trajectory, Wording.Messages(request)));
    }

    [Theory]
    [InlineData("u a1 t1 a2", "u a1' t1", 1)]
    [InlineData("u a1 t1 a2", "u a1 t1 a2' t2", 3)]
    public void Position_OfAReplayWithOtherContent_IsRefusedByATreeThatAsksForIt(string stored, string request, int index)
    {
        var refused = Assert.IsType<PositionOutcome.Refused>(Tree.Position(Wording.Linear(stored), Wording.Messages(request)));

        Assert.Equal((RefusalReason.AlteredHistory, index), (refused.Reason, refused.MessageIndex!.Value));
        Assert.IsType<PositionOutcome.Positioned>(
            (Tree with { Altered = AlteredHistory.Branch }).Position(Wording.Linear(stored), Wording.Messages(request)));
    }

    /// <summary>In a tree, what parts from a turn before its answer is another conversation.</summary>
    [Theory]
    [InlineData("u9 a9 t1")]
    [InlineData("u a1 t1' a9")]
    [InlineData("u")]
    [InlineData("s9 u9 a9")]
    public void Position_OfAnotherConversation_IsTakenByATreeThatRefusesAlteredMessages(string request) =>
        Assert.IsType<PositionOutcome.Positioned>(Tree.Position(Wording.Linear("u a1 t1 a2"), Wording.Messages(request)));

    /// <summary>
    /// Every request of up to four messages against every one of some histories: what is refused replays a sampled message, and what is
    /// taken keeps each sampled message that it replays, or asks for it again.
    /// </summary>
    [Fact]
    public void Position_OverAllShortRequests_LeavesNoReplayedMessageBehind()
    {
        string[] words = ["s", "u", "u'", "t1", "a1", "a2", "a9"];
        ImmutableArray<Trajectory> histories =
        [
            Wording.Linear("u a1"),
            Wording.Linear("u a1 t1 a2"),
            Wording.Linear("s u a1"),
            Wording.Grow(Wording.Linear("u a1"), null, "u' a9"),
            Wording.Grow(Wording.Linear("u a1"), null, "s u a2"),
            Wording.Grow(Wording.Linear("u a1 t1 a2"), 0, "u' a9"),
        ];
        var (count, refusals) = (0, 0);
        foreach (var trajectory in histories)
        {
            foreach (var request in Requests(words, 4))
            {
                count++;
                var outcome = (Linear with { MaxRollback = 9 }).Position(trajectory, Wording.Messages(string.Join(' ', request)));
                var isRefused = outcome is PositionOutcome.Refused;
                refusals += isRefused ? 1 : 0;
                Assert.True(IsReplay(trajectory, request) == isRefused, $"{Path(trajectory.Active)} <- {string.Join(' ', request)}");
            }
        }

        Assert.Equal(histories.Length * (7 + 49 + 343 + 2401), count);
        Assert.InRange(refusals, 1_000, count - 1_000);
    }

    [Theory]
    [InlineData("""{"content":"b"}""", "content", true, true)]
    [InlineData("""{"reasoning_content":null}""", "reasoning_content", true, true)]
    [InlineData("""{"tool_calls":[]}""", "tool_calls", true, true)]
    [InlineData("""{"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{ }"}}]}""", "tool_calls[0].function.arguments", true, true)]
    [InlineData("""{"tool_calls":[{"id":"d","type":"function","function":{"name":"f","arguments":"{}"}}]}""", "tool_calls[0].id", true, true)]
    [InlineData("""{"tool_calls":[{"id":"d","type":"function","function":{"name":"g","arguments":"{ }"}}]}""", "tool_calls[0].function.name", true, true)]
    public void Find_OfADifference_NamesTheFieldAndBothDigests(string change, string field, bool isStored, bool isSent)
    {
        var stored = Chat.Message(
            """{"role":"assistant","content":"a","reasoning_content":"r","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}""");
        var sent = Chat.Message(Changed(stored, change));

        var found = DifferenceFinder.Find(3, stored, sent, new StrictMatcher());

        Assert.Equal((3, field, isStored, isSent), (found.Index, found.Field, found.Stored is not null, found.Sent is not null));
        Assert.NotEqual(found.Stored, found.Sent);
    }

    [Fact]
    public void Find_OfAFieldThatIsNotThere_HasNoDigestOfIt()
    {
        var found = DifferenceFinder.Find(
            0, Chat.Message("""{"role":"assistant","content":"a","reasoning_content":"r"}"""), Chat.Message("""{"content":"a","role":"assistant"}"""),
            new StrictMatcher());

        // printf '"r"' | sha256sum
        Assert.Equal(
            new MessageDifference(0, "reasoning_content", Digest.Parse("2659efe5502f101c13c3d4f2b330ba7bc6969f33ce5aee8377560e7470bf30b4"), null), found);
        Assert.Equal($"Message 0 differs in reasoning_content: stored sha256:{found.Stored}, sent nothing.", found.Describe());
    }

    /// <summary>A matcher that ignores the reasoning is never said to have told messages apart by it.</summary>
    [Fact]
    public void Find_ByAMatcherThatIgnoresAField_NamesAnother()
    {
        var stored = Chat.Message("""{"role":"assistant","reasoning_content":"r","content":"a"}""");
        var sent = Chat.Message("""{"role":"assistant","reasoning_content":"q","content":"b"}""");

        Assert.Equal("content", DifferenceFinder.Find(0, stored, sent, new RoleContentMatcher(MessageForm.Unknown)).Field);
        Assert.Equal("role", DifferenceFinder.Find(0, stored, Chat.User("a"), new RoleContentMatcher(MessageForm.Unknown)).Field);
    }

    /// <summary>Two ways to write nothing are no difference, although they stand before the one that is.</summary>
    [Fact]
    public void Find_OfAFieldThatTheMatcherTakes_GoesOnToTheNext()
    {
        const string Call = """{"id":"c","type":"function","function":{"name":"NAME","arguments":"{}"}}""";
        var stored = Chat.Message($$"""{"role":"assistant","content":null,"reasoning_content":"","tool_calls":[{{Call}}]}""");
        var sent = Chat.Message($$"""{"role":"assistant","content":"","tool_calls":[{{Call.Replace("NAME", "other", StringComparison.Ordinal)}}]}""");

        Assert.Equal("tool_calls[0].function.name", DifferenceFinder.Find(1, stored, sent, new LooseToolCallMatcher()).Field);
    }

    /// <summary>The rule once more, by the words alone.</summary>
    private static bool IsReplay(Trajectory trajectory, string[] request)
    {
        var active = Words(trajectory.Active);
        var agreed = active.Zip(request).TakeWhile(pair => pair.First == pair.Second).Count();
        var sampled = trajectory.Active!.Path.Select(turn => turn.MessageCount - 1).ToList();
        var kept = sampled.Where(at => at < agreed).Select(at => at + 1).LastOrDefault();
        var isAltered = sampled.Any(at => at >= agreed && at < request.Length && request[at][0] == 'a' && request[at] != active[at]);
        var goesBack = trajectory.Turns.Any(turn => turn.MessageCount > kept && request.Take(turn.MessageCount).SequenceEqual(Words(turn)));
        return isAltered || goesBack;
    }

    private static IEnumerable<string[]> Requests(string[] words, int longest) => longest == 0 ? [] :
        words.Select(word => new[] { word })
            .Concat(Requests(words, longest - 1).SelectMany(rest => words.Select(word => (string[])[word, .. rest])));

    private static string[] Words(Turn? turn) => [.. (turn?.Messages ?? []).Select(Wording.Text)];

    private static string Path(Turn? turn) => string.Join(' ', Words(turn));

    private static string Changed(ChatMessage stored, string change)
    {
        var fields = System.Text.Json.Nodes.JsonNode.Parse(stored.Json.GetRawText())!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse(change)!.AsObject())
        {
            fields[name] = value?.DeepClone();
        }

        return fields.ToJsonString();
    }
}
