using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Trajectories;

/// <summary>The conversations of a session, and what each is for.</summary>
/// <remarks>
/// What a request said of its line is stored with the root. The rest is read off the trajectory each time, because it shows only later: a
/// request without tools may be the title of a line, or the first turn of an agent that has none. Pure and thread-safe.
/// </remarks>
public static class SessionRoots
{
    /// <summary>From how many turns on a line is under way: what comes without tools beside it then sums it up.</summary>
    private const int UnderWay = 2;

    /// <summary>The roots of a trajectory with what grows from them, in commit order.</summary>
    public static ImmutableArray<SessionRoot> Of(Trajectory trajectory)
    {
        var roots = ImmutableArray.CreateBuilder<SessionRoot>();
        var lines = trajectory.Turns.Where(turn => LineOf(turn)?.Id is not null).ToLookup(turn => LineOf(turn)!.Id!);
        foreach (var turns in trajectory.Turns.GroupBy(turn => turn.Root).OrderBy(turns => turns.Key.Sequence))
        {
            var (root, count) = (turns.Key, turns.Count());
            var beside = LineOf(root)?.Id is { } id ? lines[id].ToImmutableArray() : [];
            var kind = KindOf(root, count, beside);
            var before = kind is LineKind.Main or LineKind.SubAgent ? LastBefore(root, beside) : null;
            roots.Add(new(root, kind, count, turns.Sum(turn => turn.SampledCount), before));
        }

        return roots.DrainToImmutable();
    }

    private static LineKind? KindOf(Turn root, int count, ImmutableArray<Turn> line) => LineOf(root) switch
    {
        { Kind: { } said } => said,
        { Parent: not null } => LineKind.SubAgent,
        null or { Id: null } => null,
        _ when HasTools(root) || count > 1 => LineKind.Main,
        _ => line.Where(turn => LineOf(turn)!.Kind is null && HasTools(turn.Root)).ToList() switch
        {
            [] => LineKind.Main,
            var main => main.Count(turn => turn.Sequence < root.Sequence) < UnderWay ? LineKind.Title : LineKind.Compaction,
        },
    };

    /// <summary>A line that was cut off in its first turn has asked once more, and had nothing to sum up.</summary>
    private static Turn? LastBefore(Turn root, ImmutableArray<Turn> line) => line.LastOrDefault(
        turn => turn.Sequence < root.Sequence && turn.Depth >= UnderWay && LineOf(turn)!.Kind == LineOf(root)!.Kind);

    private static SessionLine? LineOf(Turn turn) => turn.Root.Content.Exchange.Line;

    private static bool HasTools(Turn root) =>
        root.Content.Inputs.Tools is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() > 0;
}
