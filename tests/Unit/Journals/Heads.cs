using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>Heads of sessions without turns.</summary>
internal static class Heads
{
    public static SessionHead Of(string sessionId) => new()
    {
        SessionId = sessionId,
        Family = "qwen3",
        Settings = SessionSettings.Earlier with
        {
            Policy = SessionPolicy.Tree,
            Matcher = "loose_tool_call",
            MaxRollback = 7,
            MaxTurns = 300,
            Unended = UnendedTurns.Close,
        },
        Genesis = HandMade.Genesis,
        Tip = HandMade.Genesis,
        CreatedAt = new(2026, 11, 24, 12, 30, 15, 123, 456, TimeSpan.FromHours(2)),
        LastUsedAt = new(2026, 11, 24, 12, 30, 15, 123, 456, TimeSpan.FromHours(2)),
    };
}
