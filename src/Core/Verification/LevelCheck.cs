using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>
/// The four levels of append-only once more, for a turn that was recorded: from its messages alone to the tokens that are stored.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="model">The served model; it must be the session's.</param>
internal sealed class LevelCheck(SessionModel model)
{
    private readonly PromptMaker _prompts = PromptMaker.ForRecords(model);
    private readonly PromptMaker? _joining = model.JoiningParts() is { } joining ? PromptMaker.ForRecords(joining) : null;

    /// <summary>The verdicts in the order of the levels, always four.</summary>
    public ImmutableArray<LevelVerdict> Check(SessionHead head, Turn turn)
    {
        var verdicts = Check(_prompts, head, turn);
        return _joining is not null && verdicts.Any(verdict => verdict.Holds == false) && HasParts(turn)
            && Check(_joining, head, turn) is var earlier && earlier.All(verdict => verdict.Holds != false)
                ? earlier
                : verdicts;
    }

    /// <summary>Whether a prompt can have come out otherwise in releases that joined the parts of every content.</summary>
    private static bool HasParts(Turn turn) =>
        turn.Messages.Any(message => message.Field("content") is { ValueKind: JsonValueKind.Array });

    private ImmutableArray<LevelVerdict> Check(PromptMaker prompts, SessionHead head, Turn turn) =>
        prompts.Continue(head.Settings, head.CreatedAt, turn.Parent, turn.Content.Appended, turn.Content.Inputs) switch
        {
            PromptOutcome.Refused(var refusal) => Verdicts(refusal.Level, refusal.Message),
            PromptOutcome.Made(var prompt) when Difference(prompt, turn) is { } difference => Verdicts(3, difference),
            PromptOutcome.Made => [new(1, true, null), new(2, true, null), new(3, true, null), End(head.Settings, turn)],
            _ => throw new UnreachableException(),
        };

    /// <summary>
    /// Level 4: what the row says of the turn's own end is what its tokens say, and the turn before it ended, or was closed.
    /// </summary>
    private LevelVerdict End(SessionSettings settings, Turn turn)
    {
        var end = TurnEnd.Of(turn.Content, model.Ends);
        if (turn.Content.End is { } stored && stored != end)
        {
            return new(4, false, $"The turn is stored as ended by {Words(stored)}, and its tokens say {Words(end)}.");
        }

        return EndCheck.Holds(turn, model.Ends) switch
        {
            null => new(4, null, "The family names no stop token, so that nobody can tell where its turns end."),
            false => new(
                4, false,
                $"Turn {turn.Parent!.Sequence}, which this turn continues, ended by {Words(TurnEnd.Of(turn.Parent.Content, model.Ends))}, "
                + "and the prompt neither closes it nor cuts it at its end."),
            true when turn.Parent is { } parent && new EndRules(settings.Unended, model.Ends).Refusal(parent) is { } refused =>
                new(4, false, $"The session's settings refuse to continue the turn before it: {refused.Message}"),
            true => new(4, true, null),
        };
    }

    private static string Words(TurnEnd end) =>
        WireName.Of(end.Kind) + (end.ExtraCount > 0 ? $" ({end.ExtraCount} tokens after it)" : "");

    /// <summary>A level after the broken one has nothing to look at.</summary>
    private static ImmutableArray<LevelVerdict> Verdicts(int broken, string detail) =>
    [
        .. Enumerable.Range(1, 4).Select(level =>
            new LevelVerdict(level, level < broken ? true : level == broken ? false : null, level == broken ? detail : null)),
    ];

    private string? Difference(Prompt made, Turn turn)
    {
        if (TokenDifference.Find(made.Ids.AsSpan(), turn.Prompt.ToIds().AsSpan()) is { } difference)
        {
            return $"The stored prompt leaves the one that its messages give at index {difference.Index}: "
                + $"{difference.Sides(model.Renderer.Describe)}.";
        }

        var (expected, found) = (Runs(made.ReplacedCount, made.Segments), FoundRuns(turn));
        return expected == found
            ? null
            : $"The stored prompt has other origins than the one that its messages give: expected {expected}, found {found}.";
    }

    /// <summary>
    /// What a turn's prompt came from. Earlier releases let an opener give way to itself; the tokens are the same, and that it
    /// stayed is what today's rule says.
    /// </summary>
    private static string FoundRuns(Turn turn)
    {
        var (replaced, segments) = (turn.Content.ReplacedCount, turn.Content.PromptSegments);
        return replaced == 1
            && segments is [{ Origin: TokenOrigin.Splice, Ids: [var opener] }, .. var rest]
            && turn.Parent?.Tokens.LastId == opener
                ? Runs(0, rest)
                : Runs(replaced, segments);
    }

    private static string Runs(int replacedCount, ImmutableArray<TokenSegment> segments)
    {
        var runs = segments.Where(segment => !segment.Ids.IsEmpty).Select(segment => $"{segment.Ids.Length} {segment.Origin}");
        return $"{replacedCount} replaced, {string.Join(", ", runs)}";
    }
}
