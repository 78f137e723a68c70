using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Prompts;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Which stored turn a request asks for once more.</summary>
public sealed class RepeatedTurnTests
{
    private static readonly SentInputs None = Inputs(null);
    private static readonly SentInputs Tools = Inputs("""[{"type":"function","function":{"name":"f"}}]""");

    /// <summary>The turn that answers exactly this conversation; in a linear session one of its path.</summary>
    [Theory]
    [InlineData("u", 0, 0)]
    [InlineData("u a1 t1", 1, 1)]
    [InlineData("u a1 t1 a2 t2", 2, 2)]
    [InlineData("u a1 t1'", null, 3)]
    [InlineData("u9", null, 4)]
    [InlineData("u a1 t1 a2 t2 a3 t3", null, null)]
    [InlineData("u a1 t1 a2 t2 a3", null, null)]
    [InlineData("u a1", null, null)]
    [InlineData("u8", null, null)]
    [InlineData("u a1' t1", null, null)]
    [InlineData("u a1 t8", null, null)]
    [InlineData("u a1 t1 a2 t8", null, null)]
    public void Find_OfAConversation_IsTheTurnThatAnsweredIt(string request, int? linear, int? tree)
    {
        var path = Asked(Wording.Linear("u a1 t1 a2 t2 a3"));
        var branches = Asked(Wording.Grow(Wording.Grow(path, 0, "t1' a4"), null, "u9 a9"));

        Assert.Equal(linear, Find(SessionPolicy.Linear, path, request)?.Sequence);
        Assert.Equal(tree, Find(SessionPolicy.Tree, branches, request)?.Sequence);
    }

    [Fact]
    public void Find_OfWhatSeveralTurnsAnswered_IsTheLatestWithTheSameInputs()
    {
        var twins = Asked(Wording.Grow(Wording.Linear("u a1"), null, "u a2"));
        var mixed = twins.Restore(null, HandMade.Talk(Wording.Messages("u"), Chat.Assistant("a3")) with { Inputs = Tools.ToStore() });

        Assert.Equal(1, Find(SessionPolicy.Tree, twins, "u")!.Sequence);
        Assert.Equal(1, Find(SessionPolicy.Tree, mixed, "u")!.Sequence);
        Assert.Equal(2, Of(SessionPolicy.Tree, mixed, inputs: () => Tools).Find(Wording.Messages("u"))!.Sequence);
        Assert.Null(Of(SessionPolicy.Tree, twins, inputs: () => Tools).Find(Wording.Messages("u")));
    }

    /// <summary>Reading tools costs, and most requests say something new.</summary>
    [Fact]
    public void Find_OfAConversation_ReadsItsInputsOnceWhereItIsKnownAndElseNever()
    {
        var (reads, twins) = (0, Asked(Wording.Grow(Wording.Linear("u a1"), null, "u a2")));
        SentInputs Read()
        {
            reads++;
            return Tools;
        }

        Assert.Null(Of(SessionPolicy.Tree, twins, inputs: Read).Find(Wording.Messages("u9")));
        Assert.Equal(0, reads);
        Assert.Null(Of(SessionPolicy.Tree, twins, inputs: Read).Find(Wording.Messages("u")));
        Assert.Equal(1, reads);
    }

    /// <summary>A turn that was left behind is no turn of the conversation.</summary>
    [Fact]
    public void Find_InALinearSession_LooksAtItsConversationAlone()
    {
        var retried = Asked(Wording.Grow(Wording.Linear("u a1 t1 a2"), 0, "t1' a3"));

        Assert.Null(Find(SessionPolicy.Linear, retried, "u a1 t1"));
        Assert.Equal(2, Find(SessionPolicy.Linear, retried, "u a1 t1'")!.Sequence);
        Assert.Null(Find(SessionPolicy.Linear, Trajectory.Start(HandMade.Genesis), "u"));
        Assert.Null(Find(SessionPolicy.Linear, retried.MoveTo(null), "u"));
    }

    /// <summary>A request of a line repeats no turn of another line, and none of another kind of its own.</summary>
    [Theory]
    [InlineData("L", null, 0)]
    [InlineData("S", null, 1)]
    [InlineData("S", LineKind.Title, 2)]
    [InlineData("X", null, null)]
    [InlineData(null, null, 2)]
    public void Find_OfALine_IsATurnOfThatLine(string? id, LineKind? kind, int? expected)
    {
        var trajectory = new SessionLine[] { new("L", null, null), new("S", null, null), new("S", null, LineKind.Title) }
            .Aggregate(Trajectory.Start(HandMade.Genesis), (grown, line) => grown.Restore(null, Root(line)));

        Assert.Equal(
            expected,
            Of(SessionPolicy.Tree, trajectory, line: new(id, null, kind)).Find(Wording.Messages("u"))?.Sequence);
    }

    [Theory]
    [InlineData("", "u", "u", true)]
    [InlineData("", "u", "u9", false)]
    [InlineData("", "u", "u t", false)]
    [InlineData("u a1", "t", "u a1 t", true)]
    [InlineData("u a1", "t", "u a1 t9", false)]
    [InlineData("u a1", "t", "u9 a1 t", false)]
    [InlineData("u a1", "t", "u a1", false)]
    [InlineData("u a1", "t", "t", false)]
    [InlineData("u a1", "t", "u a1 t a2", false)]
    public void Asks_OfWhatIsPlanned_IsTheSameConversationAndNoMore(string path, string appended, string request, bool expected)
    {
        var trajectory = path.Length == 0 ? Trajectory.Start(HandMade.Genesis) : Asked(Wording.Linear(path));
        var plan = new TurnPlan(trajectory.Active, Wording.Messages(appended), None.ToStore(), new(TokenBuffer.Empty, [], 0));

        Assert.Equal(expected, Of(SessionPolicy.Tree, trajectory).Asks(plan, Wording.Messages(request)));
    }

    /// <summary>A client that gives calls ids of its own repeats its requests under them.</summary>
    [Theory]
    [InlineData("x", true)]
    [InlineData("y", false)]
    public void Find_UnderAClientsOwnCallIds_FollowsThem(string result, bool expected)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, Stored([Chat.User("u")], Call("c")));
        trajectory = trajectory.Restore(trajectory.Active, Stored([Result("c")], Chat.Assistant("a")));

        Assert.Equal(
            expected,
            Of(SessionPolicy.Linear, trajectory, "rendered").Find([Chat.User("u"), Call("x"), Result(result)]) is not null);
    }

    private static Turn? Find(SessionPolicy policy, Trajectory trajectory, string request) =>
        Of(policy, trajectory).Find(Wording.Messages(request));

    private static RepeatedTurn Of(
        SessionPolicy policy, Trajectory trajectory, string matcher = "strict", Func<SentInputs>? inputs = null, SessionLine? line = null) =>
        new(new() { Policy = policy }, MatcherRegistry.Find(matcher)!, trajectory, inputs ?? (() => None), line);

    private static SentInputs Inputs(string? tools) => new(Qwen3.Renderer, null, new(tools is null ? null : JsonElement.Parse(tools), null));

    /// <summary>The same turns as the model's requests without tools store them.</summary>
    private static Trajectory Asked(Trajectory trajectory)
    {
        var asked = Trajectory.Start(HandMade.Genesis);
        foreach (var turn in trajectory.Turns)
        {
            asked = asked.Restore(
                turn.Parent is { } parent ? asked.Turns[parent.Sequence] : null, turn.Content with { Inputs = None.ToStore() });
        }

        return asked;
    }

    private static TurnContent Stored(ImmutableArray<ChatMessage> appended, ChatMessage assistant) =>
        HandMade.Talk(appended, assistant) with { Inputs = None.ToStore() };

    private static TurnContent Root(SessionLine line)
    {
        var content = Stored(Wording.Messages("u"), Chat.Assistant("a"));
        return content with { Exchange = content.Exchange with { Line = line } };
    }

    private static ChatMessage Result(string id) => Chat.Message($$"""{"role":"tool","content":"r","tool_call_id":"{{id}}"}""");

    private static ChatMessage Call(string id) => Chat.Message(
        $$$"""{"role":"assistant","tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"f","arguments":"{}"}}]}""");
}
