using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Replay.Drift;

/// <summary>Holds a session's turns under two setups against each other.</summary>
/// <remarks>Not thread-safe: one for each session.</remarks>
/// <param name="oldModel">The old setup's model.</param>
/// <param name="newModel">The new setup's model.</param>
/// <param name="openedAt">When the session was opened.</param>
internal sealed class SessionComparison(SessionModel oldModel, SessionModel newModel, DateTimeOffset openedAt)
{
    private readonly HashSet<Turn> _changed = [];
    private readonly HashSet<Turn> _lost = [];
    private readonly Dictionary<Turn, int> _replaced = [];
    private readonly Dictionary<Turn, (bool[] Text, bool[] Ids)> _spelled = [];
    private readonly ImmutableArray<TurnDrift>.Builder _drifts = ImmutableArray.CreateBuilder<TurnDrift>();

    /// <summary>The turns that drift, and what of the sampled tokens.</summary>
    /// <param name="taken">The turns under both setups.</param>
    public (ImmutableArray<TurnDrift> Drifts, SampledDrift Sampled) Run(TakenSession taken)
    {
        var pairs = taken.Old.Zip(taken.New).ToList();
        foreach (var (old, @new) in pairs)
        {
            Compare(old, @new);
        }

        var sampled = pairs.Where(pair => pair.First.Turn is not null)
            .Aggregate(default(SampledDrift), (sum, pair) => sum + Count(pair.First.Turn!));
        return (_drifts.ToImmutable(), sampled);
    }

    private void Compare(TakenTurn taken, TakenTurn retaken)
    {
        switch (taken.Turn, retaken.Turn)
        {
            case ({ } old, { } @new):
                Compare(taken.Number, old, @new);
                break;
            case ({ } old, null):
                var isLost = old.Parent is { } parent && _lost.Contains(parent);
                _lost.Add(old);
                _drifts.Add(new(taken.Number, [isLost ? DriftKind.Lost : DriftKind.Refused]) { Detail = retaken.Refusal });
                break;
            case (null, not null):
                _drifts.Add(new(taken.Number, [DriftKind.Taken]) { Detail = taken.Refusal });
                break;
            default:
                break;
        }
    }

    private void Compare(int number, Turn old, Turn @new)
    {
        if (old.Parent is { } parent && _lost.Contains(parent))
        {
            _lost.Add(old);
            _drifts.Add(new(number, [DriftKind.Lost]));
            return;
        }

        var kinds = new SortedSet<DriftKind>();
        DriftPlace? at = null;
        var isInherited = old.Parent is { } changed && _changed.Contains(changed);
        if (OwnDiffers(old, @new, isInherited))
        {
            kinds.Add(DriftKind.Prompt);
            at = isInherited ? OwnPlace(old, @new) : DriftPlaces.Find(
                0, old.Prompt.ToIds().AsSpan(), oldModel.Renderer.Tokenizer, @new.Prompt.ToIds().AsSpan(),
                newModel.Renderer.Tokenizer);
            _changed.Add(old);
        }

        if (isInherited)
        {
            kinds.Add(DriftKind.Context);
            _changed.Add(old);
        }

        if (old.Parent is { } before && @new.Content.ReplacedCount - old.Content.ReplacedCount is > 0 and var more)
        {
            _replaced[before] = Math.Max(more, _replaced.GetValueOrDefault(before));
        }

        var (otherText, otherIds) = Spelled(old);
        Add(kinds, DriftKind.Text, otherText.Contains(true));
        Add(kinds, DriftKind.Encoding, otherIds.Contains(true));
        var (oldEnd, newEnd) = (TurnEnd.Of(old.Content, oldModel.Ends), TurnEnd.Of(@new.Content, newModel.Ends));
        Add(kinds, DriftKind.End, oldEnd != newEnd);
        Add(kinds, DriftKind.Message, !JsonNode.DeepEquals(Message(old), Message(@new)));
        if (kinds.Count > 0)
        {
            _drifts.Add(new(number, [.. kinds])
            {
                At = at,
                Cause = at is null ? null : DriftCause.Of(old, oldModel, @new, newModel, at, openedAt),
                Detail = oldEnd == newEnd ? null : $"ended by {WireName.Of(oldEnd.Kind)}, and now by {WireName.Of(newEnd.Kind)}",
            });
        }
    }

    private static bool OwnDiffers(Turn old, Turn @new, bool isInherited) =>
        old.Parent?.Sequence != @new.Parent?.Sequence
        || old.Content.ReplacedCount != @new.Content.ReplacedCount
        || !Own(old).AsSpan().SequenceEqual(Own(@new).AsSpan())
        || (!isInherited && old.Prompt.Count != @new.Prompt.Count);

    private DriftPlace? OwnPlace(Turn old, Turn @new) => DriftPlaces.Find(
        old.Prefix.Count, Own(old).AsSpan(), oldModel.Renderer.Tokenizer, Own(@new).AsSpan(), newModel.Renderer.Tokenizer);

    private SampledDrift Count(Turn old)
    {
        var count = old.SampledCount;
        var (text, encoding) = Spelled(old);
        var replaced = _replaced.GetValueOrDefault(old);
        var isAll = _changed.Contains(old) || _lost.Contains(old);
        return new(
            count,
            isAll ? count : Enumerable.Range(0, count).Count(i => text[i] || encoding[i] || i >= count - replaced),
            _changed.Contains(old) ? count : 0,
            _lost.Contains(old) ? count : 0,
            text.Count(other => other),
            encoding.Count(other => other),
            Math.Min(count, replaced),
            0);
    }

    private static ImmutableArray<int> Own(Turn turn) => [.. turn.Content.PromptSegments.SelectMany(segment => segment.Ids)];

    /// <summary>The message without the ids of its calls, which the server makes of the prompt.</summary>
    private static JsonNode Message(Turn turn)
    {
        var message = JsonNode.Parse(CanonicalJson.ToBytes(turn.Content.Assistant.Json))!;
        foreach (var call in (message["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
        {
            call.Remove("id");
        }

        return message;
    }

    /// <summary>Which sampled tokens of a turn have another text, and which other ids.</summary>
    private (bool[] Text, bool[] Ids) Spelled(Turn turn)
    {
        if (!_spelled.TryGetValue(turn, out var spelled))
        {
            var ids = turn.Content.Completion.Ids.AsSpan();
            spelled = (
                CompletionEncoding.OtherText(ids, oldModel.Renderer, newModel.Renderer),
                CompletionEncoding.OtherIds(ids, oldModel.Renderer, newModel.Renderer));
            _spelled.Add(turn, spelled);
        }

        return spelled;
    }

    private static void Add(SortedSet<DriftKind> kinds, DriftKind kind, bool isThere)
    {
        if (isThere)
        {
            kinds.Add(kind);
        }
    }
}
