using Tito.Core.Tokens;

namespace Tito.Core.Journals;

/// <summary>Holds what is parked against the session's intents: each that waits has one that says so, and the reverse.</summary>
internal static class ParkedVerifier
{
    /// <summary>Where they disagree; nothing where the parked rows were not read.</summary>
    public static IEnumerable<Disagreement> Disagreements(SessionRows rows)
    {
        if (rows.Parked is not { } parked)
        {
            yield break;
        }

        var waiting = parked.Where(turn => turn.IsWaiting).Select(turn => turn.Key).ToHashSet(StringComparer.Ordinal);
        var intents = rows.Intents.ToDictionary(intent => intent.Key, StringComparer.Ordinal);
        foreach (var turn in parked)
        {
            var (name, intent) = (ParkedTurn.RowName(turn.Key), intents.GetValueOrDefault(turn.Key));
            if (intent is null || intent.RequestDigest != turn.RequestDigest)
            {
                yield return new(null, name, "request_digest", $"{turn.RequestDigest} is not that of an intent under its key.");
            }
            else if (turn.IsWaiting && !intent.IsParked)
            {
                yield return new(null, name, "ended_at", "it waits, and the intent of its key says that it does not.");
            }

            if (!turn.Body.IsEmpty && Digest.Of(turn.Body.Span) is var digest && digest != turn.RequestDigest)
            {
                yield return new(null, name, "body", $"stored {turn.RequestDigest}, its bytes give {digest}.");
            }
        }

        foreach (var intent in rows.Intents.Where(intent => intent.IsParked && !waiting.Contains(intent.Key)))
        {
            yield return new(null, $"intent-{intent.Key}", "parked", "it says that it is parked, and nothing waits under its key.");
        }
    }
}
