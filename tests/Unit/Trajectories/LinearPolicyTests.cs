using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>
/// Conversations are written in the words of the reference's table: s, u, t are a system, user and tool message, a is one that the
/// model generated, A is an assistant message of the client. A number or a prime tells two messages of a role apart.
/// </summary>
public sealed class LinearPolicyTests
{
    private static readonly ImmutableArray<Role> AllRoles = [Role.Tool, Role.User, Role.System, Role.Assistant];
    private static readonly LinearPolicy Policy = new(new StrictMatcher(), AllRoles, MaxRollback: 1);

    [Theory]
    [InlineData("", "s u", null, "s u", 0)]
    [InlineData("", "t", null, "t", 0)]
    [InlineData("u a1", "u a1 t", 0, "t", 0)]
    [InlineData("u a1", "u a1", 0, "", 0)]
    [InlineData("u a1", "u a1 t u2 s", 0, "t u2 s", 0)]
    [InlineData("u a1", "u a1 A", 0, "A", 0)]
    [InlineData("u a1 t1 a2", "u a1 t1 a2 t2", 1, "t2", 0)]
    [InlineData("s u a1 t1 a2", "s u a1 t1'", 0, "t1'", 1)]
    [InlineData("s u a1 t1 a2", "s u a1 t1", 0, "t1", 1)]
    [InlineData("s u a1 t1 a2", "s u a1 t1 a2'", 0, "t1 a2'", 1)]
    [InlineData("s u a1 t1 a2", "s u a1", 0, "", 1)]
    [InlineData("u a1", "u", null, "u", 1)]
    [InlineData("u a1", "u'", null, "u'", 1)]
    [InlineData("u A u2 a1", "u A u2'", null, "u A u2'", 1)]
    [InlineData("u A u2 a1", "u A", null, "u A", 1)]
    public void Position_WhenTheRequestContinuesTheTail_GivesParentRestAndRollback(
        string stored, string request, int? parent, string appended, int rolledBack)
    {
        var outcome = Assert.IsType<PositionOutcome.Positioned>(Policy.Position(Stored(stored), Words(request)));

        Assert.Equal(parent, outcome.Parent?.Sequence);
        Assert.Equal(Words(appended).Select(Text), outcome.Appended.Select(Text));
        Assert.Equal(rolledBack, outcome.RolledBack);
    }

    [Theory]
    [InlineData("u a1 t1 a2 t2 a3", "u a1 t1'", 2, 6, 2)]
    [InlineData("u a1 t1 a2 t2 a3", "u'", 0, 6, 3)]
    [InlineData("u a1 t1 a2", "u", 1, 4, 2)]
    [InlineData("u a1 t1 a2", "u a1' t1 a2", 1, 4, 2)]
    public void Position_WhenMoreTurnsWouldGoThanMay_RefusesWithTheCounts(string stored, string request, int matched, int storedCount, int turns)
    {
        var refused = Assert.IsType<PositionOutcome.Refused>(Policy.Position(Stored(stored), Words(request)));

        Assert.Equal(RefusalReason.RollbackTooDeep, refused.Reason);
        Assert.Equal(matched, refused.MessageIndex);
        Assert.Contains($"agrees with {matched} of {storedCount} stored messages", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"so {turns} generated turns would be rolled back; at most 1 may be", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Position_HonoursItsOwnLimit(int maxRollback, bool positioned) => Assert.Equal(
        positioned,
        (Policy with { MaxRollback = maxRollback }).Position(Stored("u a1 t1 a2 t2 a3"), Words("u a1 t1'")) is PositionOutcome.Positioned);

    [Theory]
    [InlineData("u a1 t s", 3, "system")]
    [InlineData("u a1 s t", 2, "system")]
    [InlineData("u a1 t u2 A", 3, "user")]
    public void Position_WhenARoleMayNotFollow_RefusesWithIndexAndRole(string request, int index, string role)
    {
        var policy = Policy with { AppendRoles = [Role.Tool] };
        var refused = Assert.IsType<PositionOutcome.Refused>(policy.Position(Stored("u a1"), Words(request)));

        Assert.Equal((RefusalReason.RoleNotAllowed, index), (refused.Reason, refused.MessageIndex!.Value));
        Assert.Equal($"A {role} message may not follow a generated turn here; allowed: tool.", refused.Message);
    }

    /// <summary>Few-shot examples and the first prompt are rendered as a whole; only what follows a generated turn is restricted.</summary>
    [Theory]
    [InlineData("", "s u A u2")]
    [InlineData("u a1", "u' A s")]
    public void Position_WhenNoGeneratedTurnIsKept_AllowsEveryRole(string stored, string request) =>
        Assert.Null(Assert.IsType<PositionOutcome.Positioned>((Policy with { AppendRoles = [] }).Position(Stored(stored), Words(request))).Parent);

    [Fact]
    public void Position_WithoutMessages_Refuses() => Assert.Equal(
        RefusalReason.NoMessages, Assert.IsType<PositionOutcome.Refused>(Policy.Position(Stored("u a1"), [])).Reason);

    /// <summary>After a rollback the abandoned turns stay stored, but the path is what a request is held against.</summary>
    [Fact]
    public void Position_AfterARollback_MatchesTheActivePathAlone()
    {
        var trajectory = Stored("u a1 t1 a2");
        trajectory = trajectory.Append(trajectory.Turns[0], HandMade.Talk(Words("t1'"), Words("a2'")[0]));

        var next = Assert.IsType<PositionOutcome.Positioned>(Policy.Position(trajectory, Words("u a1 t1' a2' t2")));
        Assert.Equal((2, 0), (next.Parent!.Sequence, next.RolledBack));
        var back = Assert.IsType<PositionOutcome.Positioned>(Policy.Position(trajectory, Words("u a1 t1 a2")));
        Assert.Equal((0, 1), (back.Parent!.Sequence, back.RolledBack));
    }

    private static Trajectory Stored(string words)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis);
        var appended = ImmutableArray.CreateBuilder<ChatMessage>();
        foreach (var (word, message) in words.Split(' ').Zip(Words(words)))
        {
            if (word[0] == 'a')
            {
                trajectory = trajectory.Append(trajectory.Active, HandMade.Talk(appended.DrainToImmutable(), message));
            }
            else
            {
                appended.Add(message);
            }
        }

        return trajectory;
    }

    private static ImmutableArray<ChatMessage> Words(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0] switch
    {
        's' => Chat.System(word),
        'u' => Chat.User(word),
        't' => Chat.Tool(word),
        _ => Chat.Assistant(word),
    })];

    private static string Text(ChatMessage message) => message.Field("content")!.Value.GetString()!;
}
