using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Turns;
using Tito.Faces;

namespace Tito.Server.Wire;

/// <summary>
/// What an answer says of its committed turn besides what the turn says: in headers, or in the body where they have left.
/// </summary>
internal static class TurnNotes
{
    private const string Prefix = "x-tito-";

    /// <summary>The notes, in the order of the headers.</summary>
    public static ImmutableArray<FaceNote> Of(TurnOutcome.Committed committed) =>
        [.. Headers(committed).Select(header => new FaceNote(header.Name[Prefix.Length..], header.Value))];

    /// <summary>Says the notes in headers, and whether an earlier attempt took the turn.</summary>
    public static void WriteHeaders(IHeaderDictionary headers, TurnOutcome.Committed committed)
    {
        foreach (var (name, value) in Headers(committed))
        {
            headers[name] = value;
        }

        if (committed.IsReplay)
        {
            headers[AttemptHeaders.Replayed] = "true";
        }
    }

    private static IEnumerable<(string Name, string Value)> Headers(TurnOutcome.Committed committed)
    {
        var turn = committed.Turn;
        yield return (TurnHeaders.Turn, turn.Sequence.ToString(CultureInfo.InvariantCulture));
        yield return (TurnHeaders.Parent, (turn.Parent?.Sequence ?? -1).ToString(CultureInfo.InvariantCulture));
        if (turn.Content.End is { } end)
        {
            yield return (TurnHeaders.End, WireName.Of(end.Kind));
        }

        if (turn.Content.Exchange.Disagreement is { } field)
        {
            yield return (TurnHeaders.Disagreement, field);
        }

        yield return (TurnHeaders.Digest, turn.Digest.ToString());
        if (turn.Agent is { } agent)
        {
            yield return (AgentHeader.Name, agent);
        }

        if (turn.Root.Content.Exchange.Line?.Id is { } line)
        {
            yield return (TurnHeaders.Line, line);
        }

        if (turn.Content.Exchange.Altered is [var first, ..] altered)
        {
            yield return (TurnHeaders.Altered, string.Create(
                CultureInfo.InvariantCulture, $"calls={altered.Length}; messages[{first.Index}].{first.Field}"));
        }

        if (committed.GhostCount > 0)
        {
            yield return (TurnHeaders.Ghosts, committed.GhostCount.ToString(CultureInfo.InvariantCulture));
        }

        if (committed.Fork is { } fork)
        {
            yield return (TurnHeaders.Fork, string.Create(
                CultureInfo.InvariantCulture, $"turns={fork.Turns.Length}; tokens={fork.TokenCount}"));
        }

        if (!committed.KeptInputs.IsEmpty)
        {
            // A client chooses the names of its template arguments, and a header carries ASCII alone.
            var fields = string.Join(", ", committed.KeptInputs.Select(difference => difference.Field));
            yield return (TurnHeaders.PromptInputs, $"kept; {JsonEncodedText.Encode(fields)}");
        }

        if (committed.LeftBehind is { IsEmpty: false } left)
        {
            yield return (TurnHeaders.LeftBehind, string.Create(
                CultureInfo.InvariantCulture,
                $"turns={left.Turns.Length}; tokens={left.TokenCount}; reason={WireName.Of(left.Turns[0].Reason)}"));
        }
    }
}
