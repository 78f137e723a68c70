using System.Collections.Immutable;
using Tito.Core.Verification;

namespace Tito.Replay.Drift;

/// <summary>What a file says of a turn's prompt by itself.</summary>
internal static class RecordedTurns
{
    /// <summary>The turn that it continued, by its record or the oracle; null for none, or where neither says it.</summary>
    public static int? Parent(this GoldenTurn turn) => turn.Recorded is { } record ? record.Parent : turn.Expected?.Parent;

    /// <summary>
    /// What a turn added to its prompt, by its record: the tokens after what is left of the parent's buffer. Null where there is none.
    /// </summary>
    public static ImmutableArray<int>? OwnPrompt(this GoldenTurn turn) => turn.Recorded is { } record
        ? [.. record.PromptSegments.SelectMany(segment => segment.Ids)]
        : null;
}
