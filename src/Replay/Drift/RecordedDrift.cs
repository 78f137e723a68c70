using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Verification;
using Tito.Tokenizers;

namespace Tito.Replay.Drift;

/// <summary>Holds two recordings of one corpus against each other: what another engine, or another release of one, sampled.</summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="tokenizer">Reads the tokens' texts; null where nothing does.</param>
/// <param name="tolerance">How far logprobs of one token may be apart, in nats, 0 or more.</param>
internal sealed class RecordedDrift(Tokenizer? tokenizer, double tolerance)
{
    /// <summary>How the second recording of a session is not the first.</summary>
    /// <param name="result">The session, yet to be compared.</param>
    /// <param name="old">The first recording.</param>
    /// <param name="new">The second one.</param>
    public SessionDrift Compare(SessionDrift result, GoldenTrajectory old, GoldenTrajectory @new)
    {
        var drifts = ImmutableArray.CreateBuilder<TurnDrift>();
        var sampled = default(SampledDrift);
        var hasOtherTokens = new bool[old.Turns.Length];
        for (var i = 0; i < old.Turns.Length; i++)
        {
            if (i >= @new.Turns.Length)
            {
                drifts.Add(new(i, [DriftKind.Refused]) { Detail = "The new recording has no such turn." });
                sampled += Lost(old.Turns[i].Completion.Ids.Length);
                continue;
            }

            var isInherited = old.Turns[i].Parent() is { } parent && parent < i && hasOtherTokens[parent];
            var (drift, count) = Compare(i, old.Turns[i], @new.Turns[i], isInherited);
            sampled += count;
            hasOtherTokens[i] = drift?.Kinds.Any(kind => kind is DriftKind.Prompt or DriftKind.Context or DriftKind.Completion) == true;
            if (drift is not null)
            {
                drifts.Add(drift);
            }
        }

        for (var i = old.Turns.Length; i < @new.Turns.Length; i++)
        {
            drifts.Add(new(i, [DriftKind.Taken]) { Detail = "The old recording has no such turn." });
        }

        return result with
        {
            Family = old.Family,
            Turns = Math.Max(old.Turns.Length, @new.Turns.Length),
            Drifts = drifts.ToImmutable(),
            Sampled = sampled,
        };
    }

    private (TurnDrift? Drift, SampledDrift Count) Compare(int number, GoldenTurn old, GoldenTurn @new, bool isInherited)
    {
        var kinds = ImmutableArray.CreateBuilder<DriftKind>();
        var prompt = old.OwnPrompt() is { } before && @new.OwnPrompt() is { } after
            ? DriftPlaces.Find(0, before.AsSpan(), tokenizer, after.AsSpan(), tokenizer)
            : null;
        var asksOtherwise = prompt is null && !SameRequest(old, @new);
        var place = OtherPlace(old, @new);
        if (prompt is not null || asksOtherwise || place is not null)
        {
            kinds.Add(DriftKind.Prompt);
        }

        if (isInherited)
        {
            kinds.Add(DriftKind.Context);
        }

        if (old.FinishReason != @new.FinishReason)
        {
            kinds.Add(DriftKind.End);
        }

        var completion = DriftPlaces.Find(
            0, old.Completion.Ids.AsSpan(), tokenizer, @new.Completion.Ids.AsSpan(), tokenizer);
        var same = completion?.Index ?? old.Completion.Ids.Length;
        if (completion is not null)
        {
            kinds.Add(DriftKind.Completion);
        }

        var apart = Apart(old, @new, same);
        if (apart > tolerance)
        {
            kinds.Add(DriftKind.Logprobs);
        }

        var count = old.Completion.Ids.Length;
        var isChanged = isInherited || prompt is not null || asksOtherwise || place is not null;
        var sampled = new SampledDrift(
            count, isChanged ? count : count - same, isChanged ? count : 0, 0, 0, 0, 0, count - same);
        return kinds.Count == 0 ? (null, sampled) : (new(number, kinds.ToImmutable())
        {
            At = prompt ?? completion,
            Detail = Detail(old, @new, place, asksOtherwise, apart),
            Cause = prompt is not null ? "What the turn adds to its prompt: the request, the template or the tokenizer."
                : isChanged || completion is null ? null
                : "The engine: the same prompt was continued otherwise.",
        }, sampled);
    }

    private string? Detail(GoldenTurn old, GoldenTurn @new, string? place, bool asksOtherwise, double apart)
    {
        string[] parts =
        [
            .. place is not null ? [place] : (string[])[],
            .. asksOtherwise ? ["the request's messages, tools or arguments are others"] : (string[])[],
            .. old.FinishReason != @new.FinishReason ? [$"ended by {old.FinishReason}, and now by {@new.FinishReason}"] : (string[])[],
            .. apart > tolerance ? [FormattableString.Invariant($"logprobs are up to {apart:0.###} nats apart")] : (string[])[],
        ];
        return parts.Length == 0 ? null : string.Join("; ", parts);
    }

    /// <summary>The largest distance of the logprobs of the tokens that both sampled, in nats.</summary>
    private static double Apart(GoldenTurn old, GoldenTurn @new, int same)
    {
        var apart = 0.0;
        for (var i = 0; i < same; i++)
        {
            apart = Math.Max(apart, Math.Abs((double)old.Completion.Logprobs[i] - @new.Completion.Logprobs[i]));
        }

        return apart;
    }

    /// <summary>How the tokens before the turn's own prompt are others; null where the records agree.</summary>
    private static string? OtherPlace(GoldenTurn old, GoldenTurn @new) => (old.Recorded, @new.Recorded) switch
    {
        ({ } before, { } after) when before.Parent != after.Parent =>
            $"it continues {Name(before.Parent)}, and now {Name(after.Parent)}",
        ({ } before, { } after) when before.ReplacedCount != after.ReplacedCount =>
            $"it replaces the last {before.ReplacedCount} tokens of the turn before, and now the last {after.ReplacedCount}",
        _ => null,
    };

    private static string Name(int? turn) => turn is { } number ? $"turn {number}" : "no turn";

    private static bool SameRequest(GoldenTurn old, GoldenTurn @new) =>
        old.OwnPrompt() is not null && @new.OwnPrompt() is not null
        || CanonicalJson.ToBytes(old.Request).AsSpan().SequenceEqual(CanonicalJson.ToBytes(@new.Request));

    private static SampledDrift Lost(int count) => new(count, count, 0, count, 0, 0, 0, 0);
}
