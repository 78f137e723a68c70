using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>
/// One prompt was sampled twice, so that the calls of both have one id, and the client of one goes on with what it was told. The other one
/// matches as well, as what an agent could have made of it.
/// </summary>
public sealed class SiblingTests
{
    private const string Tools = """
        [
          {"type":"function","function":{"name":"Edit","parameters":{"type":"object",
            "properties":{"file_path":{"type":"string"},"replace_all":{"type":"boolean","default":false}},"required":["file_path"]}}},
          {"type":"function","function":{"name":"Search"}}
        ]
        """;

    private const string SearchMore = """{"query":"x","limit":5}""";
    private const string Search = """{"query":"x"}""";

    private static readonly MessageForm Form = FamilyRegistry.Find("qwen3")!.MessageForm;

    /// <summary>What the client's turn sampled, what its sibling did, and what the client sends.</summary>
    private static readonly Dictionary<string, (ChatMessage Own, ChatMessage Other, ChatMessage Sent)> Cases = new()
    {
        ["more arguments"] = (Call("Search", SearchMore), Call("Search", Search), Call("Search", SearchMore)),
        ["could not be run"] = (Call("Search", Search), Call("Edit", """{"replace_all":true}"""), Call("Search", Search)),
        ["no JSON"] = (Call("Search", "{}"), Call("Search", """{"query":"""), Call("Search", "{}")),
        ["no JSON of its own"] = (Call("Search", """{"query":"""), Call("Edit", """{"replace_all":true}"""), Call("Search", "{}")),
        ["without reasoning"] = (Call("Search", Search), Call("Search", Search, "hm"), Call("Search", Search)),
        ["spelling"] = (Call("Search", """{"query": "x"}"""), Call("Search", Search), Call("Search", """{"query": "x"}""")),
        ["a default"] = (
            Call("Edit", """{"file_path":"/a"}"""), Call("Edit", """{"file_path":"/a","replace_all":false}"""), Call("Edit", """{ "file_path":"/a" }""")),
    };

    public static TheoryData<string, bool> InBothOrders =>
        [.. Cases.Keys.SelectMany(name => new[] { true, false }.Select(isFirst => (name, isFirst)))];

    public static TheoryData<string, bool> Names => [.. Cases.Keys.Select(name => (name, IsToldByItsCalls(name)))];

    [Theory]
    [MemberData(nameof(InBothOrders))]
    public void Position_InATree_GoesOnFromTheTurnThatTheRequestIsClosestTo(string name, bool isFirst)
    {
        var (trajectory, own) = Twice(name, isFirst);

        var found = Positioned(Position(SessionPolicy.Tree, trajectory, Request(name)));

        Assert.Equal(own, found.Parent!.Sequence);
        Assert.Empty(found.Altered);
    }

    /// <summary>What was altered before, on the path of both, says nothing of which of the two it is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Position_AfterACallThatWasAlteredOnThePathOfBoth_GoesOnFromTheClosestTurn(bool isFirst)
    {
        var (own, other, sent) = Cases["more arguments"];
        var trajectory = Grow(Start, null, [Chat.User("u")], Call("Search", Search, id: "c0"));
        trajectory = Grow(trajectory, 0, [Chat.Tool("t")], isFirst ? own : other);
        trajectory = Grow(trajectory, 0, [Chat.Tool("t")], isFirst ? other : own);

        var found = Positioned(Position(
            SessionPolicy.Tree, trajectory, [Chat.User("u"), Call("Search", SearchMore, id: "c0"), Chat.Tool("t"), sent, Chat.Tool("t2")]));

        Assert.Equal(isFirst ? 1 : 2, found.Parent!.Sequence);
        Assert.Equal([1], found.Altered.Select(altered => altered.Index));
    }

    /// <summary>Depth comes first: whoever has the answer that was sampled after a turn goes on from there.</summary>
    [Fact]
    public void Position_OfWhatWasSampledAfterTheTurnThatOnlyResembles_GoesOnFromThere()
    {
        var (trajectory, _) = Twice("more arguments", isFirst: true);
        trajectory = Grow(trajectory, 1, [Chat.Tool("t")], Chat.Assistant("a2"));

        var found = Positioned(Position(
            SessionPolicy.Tree, trajectory, [.. Request("more arguments"), Chat.Assistant("a2"), Chat.User("v")]));

        Assert.Equal(2, found.Parent!.Sequence);
    }

    /// <summary>An answer after the sibling is no answer after this turn, and nothing that was sampled is replaced.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Position_OfTheClientsOwnAnswerWhereOnlyTheSiblingWentOn_IsRefusedWhereItMayBeTheSiblings(string name, bool isToldByItsCalls)
    {
        var (trajectory, own) = Twice(name, isFirst: true);
        trajectory = Grow(trajectory, 1, [Chat.Tool("t")], Chat.Assistant("a2"));

        var outcome = Position(SessionPolicy.Tree, trajectory, [.. Request(name), Chat.Assistant("of the client"), Chat.User("v")]);

        Assert.Equal(isToldByItsCalls ? own : null, (outcome as PositionOutcome.Positioned)?.Parent!.Sequence);
        Assert.Equal(!isToldByItsCalls, outcome is PositionOutcome.Refused { Reason: RefusalReason.AlteredHistory, MessageIndex: 3 });
    }

    /// <summary>
    /// A linear session goes on from its conversation as long as the request may be of it. Calls that it left behind are not its own.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Position_InALinearSession_OfATurnThatItLeftBehind_IsRefusedWhereItsCallsSaySo(string name, bool isToldByItsCalls)
    {
        var (trajectory, _) = Twice(name, isFirst: true);

        var outcome = Position(SessionPolicy.Linear, trajectory, Request(name));

        Assert.Equal(isToldByItsCalls ? null : 1, (outcome as PositionOutcome.Positioned)?.Parent!.Sequence);
        Assert.Equal(
            isToldByItsCalls,
            (outcome as PositionOutcome.Refused)?.Message.Contains("continues turn 0, which this session's conversation left behind", StringComparison.Ordinal) == true);
        Assert.Equal(0, Positioned(Position(SessionPolicy.Linear, trajectory.MoveTo(trajectory.Turns[0]), Request(name))).Parent!.Sequence);
    }

    /// <summary>Where altered history is taken, the turn that only resembles is left behind, as any that says something else.</summary>
    [Fact]
    public void Position_InALinearSessionThatTakesAlteredHistory_LeavesTheTurnThatOnlyResemblesBehind()
    {
        var (trajectory, _) = Twice("more arguments", isFirst: true);
        var settings = new SessionSettings { Policy = SessionPolicy.Linear, Matcher = "rendered", Altered = AlteredHistory.Branch, MaxRollback = 1 };

        var found = Positioned(new Positioner(settings, Wording.AllRoles, form: Form).Position(trajectory, Request("more arguments")));
        var refused = new Positioner(settings with { MaxRollback = 0 }, Wording.AllRoles, form: Form).Position(trajectory, Request("more arguments"));

        Assert.Equal(((Turn?)null, 1, 3), (found.Parent, found.RolledBack, found.Appended.Length));
        Assert.Equal(1, Assert.IsType<PositionOutcome.Refused>(refused).MessageIndex);
    }

    [Theory]
    [InlineData("role_content_only", "more arguments")]
    [InlineData("role_content_only", "could not be run")]
    [InlineData("role_content_only", "without reasoning")]
    [InlineData("loose_tool_call", "spelling")]
    public void Position_UnderAnotherMatcher_GoesOnFromTheClosestTurn(string matcher, string name)
    {
        foreach (var isFirst in new[] { true, false })
        {
            var (trajectory, own) = Twice(name, isFirst);
            var positioner = new Positioner(new() { Policy = SessionPolicy.Tree, Matcher = matcher }, Wording.AllRoles, form: Form);

            Assert.Equal(own, Positioned(positioner.Position(trajectory, Request(name))).Parent!.Sequence);
        }
    }

    /// <summary>An empty answer was asked for again, and gave the call that was run: its harness drops calls, so that both say the same.</summary>
    [Theory]
    [InlineData(SessionPolicy.Tree)]
    [InlineData(SessionPolicy.Linear)]
    public void Position_OfACallThatTheHarnessDropped_GoesOnFromTheLatestTurn(SessionPolicy policy)
    {
        var trajectory = Grow(Start, null, [Chat.User("u")], Chat.Assistant(""));
        trajectory = Grow(trajectory, null, [Chat.User("u")], Call("Search", Search));
        var positioner = new Positioner(Settings(policy) with { Matcher = "role_content_only" }, Wording.AllRoles, form: Form);

        var found = Positioned(positioner.Position(trajectory, [Chat.User("u"), Chat.Assistant(""), Chat.Tool("t")]));

        Assert.Equal((1, 0), (found.Parent!.Sequence, found.RolledBack));
        Assert.Equal([1], found.Altered.Select(altered => altered.Index));
    }

    /// <summary>Only the calls say nothing: reasoning that a harness kept still tells whose it is.</summary>
    [Fact]
    public void Position_OfACallThatTheHarnessDropped_GoesOnFromTheTurnWhoseReasoningItHas()
    {
        var trajectory = Grow(Start, null, [Chat.User("u")], Call("Search", Search, "own"));
        trajectory = Grow(trajectory, null, [Chat.User("u")], Chat.Message("""{"role":"assistant","content":"","reasoning_content":"other"}"""));
        var positioner = new Positioner(Settings(SessionPolicy.Tree) with { Matcher = "role_content_only" }, Wording.AllRoles, form: Form);

        var found = Positioned(positioner.Position(
            trajectory, [Chat.User("u"), Chat.Message("""{"role":"assistant","content":"","reasoning_content":"own"}"""), Chat.Tool("t")]));

        Assert.Equal(0, found.Parent!.Sequence);
    }

    /// <summary>What was sampled after the sibling is no answer to this client, neither stored nor while it is taken.</summary>
    [Theory]
    [MemberData(nameof(InBothOrders))]
    public void FindAndAsks_InATree_OfWhatOnlyTheSiblingWasAsked_AreNone(string name, bool isFirst)
    {
        var (trajectory, own) = Twice(name, isFirst);
        var grown = Grow(trajectory, 1 - own, [Chat.Tool("t")], Chat.Assistant("a2"));

        Assert.Null(Repeated(SessionPolicy.Tree, grown).Find(Request(name)));
        Assert.False(Repeated(SessionPolicy.Tree, trajectory).Asks(Plan(trajectory.Turns[1 - own]), Request(name)));
        Assert.True(Repeated(SessionPolicy.Tree, trajectory).Asks(Plan(trajectory.Turns[own]), Request(name)));
    }

    [Theory]
    [MemberData(nameof(InBothOrders))]
    public void Find_InATree_OfWhatBothWereAsked_IsTheAnswerOfTheClosestTurn(string name, bool isFirst)
    {
        var (trajectory, own) = Twice(name, isFirst);
        foreach (var order in new[] { (own, 1 - own), (1 - own, own) })
        {
            var grown = Grow(trajectory, order.Item1, [Chat.Tool("t")], Chat.Assistant("a2"));
            grown = Grow(grown, order.Item2, [Chat.Tool("t")], Chat.Assistant("a3"));

            Assert.Equal(own, Repeated(SessionPolicy.Tree, grown).Find(Request(name))!.Parent!.Sequence);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_InALinearSession_OfATurnThatItLeftBehind_IsNoneWhereItsCallsSaySo(string name, bool isToldByItsCalls)
    {
        var (trajectory, _) = Twice(name, isFirst: true);
        var grown = Grow(trajectory, 1, [Chat.Tool("t")], Chat.Assistant("a2"));

        Assert.Equal(isToldByItsCalls ? null : 2, Repeated(SessionPolicy.Linear, grown).Find(Request(name))?.Sequence);
        Assert.Equal(!isToldByItsCalls, Repeated(SessionPolicy.Linear, trajectory).Asks(Plan(trajectory.Turns[1]), Request(name)));
    }

    /// <summary>A turn whose answer the request names is the one, whichever the words are closer to.</summary>
    [Theory]
    [InlineData(0, "spelling", true)]
    [InlineData(1, "spelling", true)]
    [InlineData(0, "more arguments", true)]
    [InlineData(1, "more arguments", true)]
    [InlineData(0, "without reasoning", false)]
    [InlineData(1, "without reasoning", false)]
    public void Position_WithANamedAnswer_GoesOnFromItsTurn(int named, string name, bool isFirst)
    {
        var (trajectory, _) = Twice(name, isFirst);
        ImmutableHashSet<int> names = [named];
        var twice = Grow(Grow(trajectory, 0, [Chat.Tool("t")], Chat.Assistant("a2")), 1, [Chat.Tool("t")], Chat.Assistant("a3"));

        var tree = Positioned(Position(SessionPolicy.Tree, trajectory, Request(name), names));
        var linear = Position(SessionPolicy.Linear, trajectory, Request(name), names);

        Assert.Equal(named, tree.Parent!.Sequence);
        Assert.Equal(named == 1 ? 1 : null, (linear as PositionOutcome.Positioned)?.Parent!.Sequence);
        Assert.Equal(named == 0, linear is PositionOutcome.Refused { Reason: RefusalReason.AlteredHistory });
        Assert.Equal(2 + named, Repeated(SessionPolicy.Tree, twice, names).Find(Request(name))!.Sequence);
    }

    private static Trajectory Start => Trajectory.Start(HandMade.Genesis);

    private static bool IsToldByItsCalls(string name) => name is "more arguments" or "could not be run" or "no JSON" or "no JSON of its own";

    private static (Trajectory Trajectory, int Own) Twice(string name, bool isFirst)
    {
        var (own, other, _) = Cases[name];
        var first = Grow(Start, null, [Chat.User("u")], isFirst ? own : other);
        return (Grow(first, null, [Chat.User("u")], isFirst ? other : own), isFirst ? 0 : 1);
    }

    private static ImmutableArray<ChatMessage> Request(string name) => [Chat.User("u"), Cases[name].Sent, Chat.Tool("t")];

    private static PositionOutcome Position(
        SessionPolicy policy, Trajectory trajectory, ImmutableArray<ChatMessage> request, IReadOnlySet<int>? named = null) =>
        new Positioner(Settings(policy), Wording.AllRoles, form: Form).Position(trajectory, request, named: named);

    private static PositionOutcome.Positioned Positioned(PositionOutcome outcome) => Assert.IsType<PositionOutcome.Positioned>(outcome);

    private static RepeatedTurn Repeated(SessionPolicy policy, Trajectory trajectory, IReadOnlySet<int>? named = null) => new(
        Settings(policy), MatcherRegistry.Find("rendered")!.For(Form), trajectory, () => new AnyInputs(), named: named);

    private static SessionSettings Settings(SessionPolicy policy) => new()
    {
        Policy = policy,
        Matcher = "rendered",
        Altered = AlteredHistory.Refuse,
        MaxRollback = 9,
        Repeat = RepeatRule.Replay,
    };

    private static TurnPlan Plan(Turn parent) => new(parent, [Chat.Tool("t")], parent.Content.Inputs, new(TokenBuffer.Empty, [], 0));

    private static Trajectory Grow(Trajectory trajectory, int? parent, ImmutableArray<ChatMessage> appended, ChatMessage assistant) =>
        trajectory.Restore(
            parent is { } sequence ? trajectory.Turns[sequence] : null,
            HandMade.Talk(appended, assistant) with { Inputs = new(JsonElement.Parse(Tools), null) });

    private static ChatMessage Call(string name, string arguments, string? reasoning = null, string id = "c1")
    {
        var thought = reasoning is null ? "" : $"\"reasoning_content\":\"{reasoning}\",";
        return Chat.Message(
            $$$"""{"role":"assistant",{{{thought}}}"content":null,"tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"{{{name}}}","arguments":"{{{JsonEncodedText.Encode(arguments)}}}"}}]}""");
    }

    private sealed class AnyInputs : IInputsMatcher
    {
        public ImmutableArray<InputDifference> Differences(TurnInputs stored) => [];
    }
}
