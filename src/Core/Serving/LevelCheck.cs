using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Serving;

/// <summary>The three levels of append-only once more, for a turn that was recorded: from its messages alone to the tokens that are stored.</summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="model">The served model; it must be the session's.</param>
internal sealed class LevelCheck(SessionModel model)
{
    /// <summary>The verdicts in the order of the levels, always three.</summary>
    public ImmutableArray<LevelVerdict> Check(SessionHead head, Turn turn)
    {
        var rules = new AppendRules(model.Family.AppendRoles, head.Settings.CloseTruncated);
        if (rules.Refusal(turn.Parent, turn.Content.Appended) is { } refused)
        {
            return [new(1, false, refused.Message), new(2, null, null), new(3, null, null)];
        }

        try
        {
            return Splice(head, turn) switch
            {
                SpliceOutcome.NotAppendOnly broken => Template(Problems.NotAppendOnly(broken).Message),
                SpliceOutcome.Spliced spliced when Difference(spliced, turn) is { } difference => [new(1, true, null), new(2, true, null), new(3, false, difference)],
                SpliceOutcome.Spliced => [new(1, true, null), new(2, true, null), new(3, true, null)],
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception failed) when (failed is MessageException or RenderException)
        {
            return Template(failed.Message);
        }
    }

    private static ImmutableArray<LevelVerdict> Template(string detail) => [new(1, true, null), new(2, false, detail), new(3, null, null)];

    private SpliceOutcome Splice(SessionHead head, Turn turn)
    {
        var request = RecordedRequest.Of(turn, model.Family);
        return model.Splicer.Splice(new()
        {
            Prefix = turn.Parent?.Tokens ?? TokenBuffer.Empty,
            Stored = turn.Parent?.Messages ?? [],
            Appended = turn.Content.Appended,
            ClosesPrefix = turn.Parent is { IsTruncated: true },
            Tools = request.Tools,
            Arguments = request.Arguments,
            Now = head.CreatedAt,
        });
    }

    private string? Difference(SpliceOutcome.Spliced spliced, Turn turn)
    {
        var stored = turn.Prompt.ToIds();
        var common = stored.AsSpan().CommonPrefixLength(spliced.PromptIds.AsSpan());
        if (common < Math.Max(stored.Length, spliced.PromptIds.Length))
        {
            return $"The stored prompt leaves the one that its messages give at index {common}: expected {Token(spliced.PromptIds, common)}, found {Token(stored, common)}.";
        }

        var (expected, found) = (Runs(spliced.ReplacedCount, spliced.Segments), Runs(turn.Content.ReplacedCount, turn.Content.PromptSegments));
        return expected == found ? null : $"The stored prompt has other origins than the one that its messages give: expected {expected}, found {found}.";
    }

    private string Token(ImmutableArray<int> ids, int index) => index < ids.Length ? $"token {model.Renderer.Describe(ids[index])}" : "no token";

    private static string Runs(int replacedCount, ImmutableArray<TokenSegment> segments) =>
        $"{replacedCount} replaced, {string.Join(", ", segments.Where(segment => !segment.Ids.IsEmpty).Select(segment => $"{segment.Ids.Length} {segment.Origin}"))}";
}
