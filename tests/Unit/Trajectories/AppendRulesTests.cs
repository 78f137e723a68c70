using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>The role surfaces of the reference, under both policies and each matcher: what may follow a generated turn, and what is refused by its place.</summary>
public sealed class AppendRulesTests
{
    // Roles of a surface, the messages behind the turn "u a1", and the index of the first that is refused; null when none is.
    public static TheoryData<string, string, int?> Surfaces => new()
    {
        { "tool", "t", null },
        { "tool", "t s", 3 },
        { "tool", "t u2", 3 },
        { "tool", "t A u2", 3 },
        { "tool system", "t", null },
        { "tool system", "t s", null },
        { "tool system", "t u2", 3 },
        { "tool user", "t", null },
        { "tool user", "t u2", null },
        { "tool user", "t s", 3 },
        { "tool user", "t A u2", 3 },
        { "tool user assistant", "t A u2", null },
        { "tool user assistant", "t A s", 4 },
    };

    [Theory]
    [MemberData(nameof(Surfaces))]
    public void Position_BehindAGeneratedTurn_TakesTheSurfacesRolesAlone(string surface, string appended, int? refusedAt)
    {
        var roles = surface.Split(' ').Select(role => Enum.Parse<Role>(role, ignoreCase: true));
        foreach (var (policy, matcher) in Enum.GetValues<SessionPolicy>().SelectMany(_ => MatcherRegistry.All, (policy, matcher) => (policy, matcher)))
        {
            var outcome = new Positioner(new() { Policy = policy, Matcher = matcher.Name }, [.. roles], EndTokens.Unknown).Position(Wording.Linear("u a1"), Wording.Messages($"u a1 {appended}"));

            Assert.Equal(refusedAt is null ? null : RefusalReason.RoleNotAllowed, (outcome as PositionOutcome.Refused)?.Reason);
            Assert.Equal(refusedAt, (outcome as PositionOutcome.Refused)?.MessageIndex);
            Assert.Equal(refusedAt is null ? 0 : null, (outcome as PositionOutcome.Positioned)?.Parent!.Sequence);
        }
    }

    /// <summary>A developer message may follow where it is named itself, and where a system message may.</summary>
    [Theory]
    [InlineData(Role.System, true)]
    [InlineData(Role.Developer, true)]
    [InlineData(Role.User, false)]
    public void RoleRefusal_OfADeveloperMessage_AsksForItOrForASystemMessage(Role role, bool follows)
    {
        var developer = Tito.Tests.Unit.Messages.Chat.Message("""{"role":"developer","content":"d"}""");

        Assert.Equal(follows, (Wording.Rules with { Roles = [role] }).RoleRefusal(2, [developer]) is null);
    }
}
