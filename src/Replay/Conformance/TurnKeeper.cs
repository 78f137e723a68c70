using System.Collections.Immutable;
using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Conformance;

/// <summary>Finds out which completion a client was told, so that the next prompt can be held against it.</summary>
internal static class TurnKeeper
{
    /// <summary>The turn with its attempts.</summary>
    /// <param name="number">The turn's number.</param>
    /// <param name="played">The turn.</param>
    /// <param name="turns">The turns before it.</param>
    public static PlayedTurn Keep(int number, PlayedTurn played, IReadOnlyList<PlayedTurn> turns)
    {
        if (played.Turn.Repeats is { } earlier)
        {
            return played with { Attempts = turns[earlier].Attempts, Kept = turns[earlier].Kept };
        }

        var attempts = Own(number, played, played.Turn.Prompt?.After is { } after ? turns[after].Kept : null);
        if (played.Turn.Retries is { } first)
        {
            attempts = turns.Index().Where(turn => turn.Index == first || (turn.Index > first && turn.Item.Turn.Retries == first))
                .SelectMany(turn => turn.Item.Attempts).Distinct().Concat(attempts).ToImmutableArray();
        }

        return played with { Attempts = attempts, Kept = Told(attempts, played.Told) };
    }

    /// <summary>Of several attempts the one whose text was told; the last, where that does not say it.</summary>
    private static TurnAttempt? Told(ImmutableArray<TurnAttempt> attempts, ToldMessage? told) =>
        attempts.LastOrDefault(attempt => attempt.Spans[^1].Said is { } said && said.Content.Trim() == told?.Content.Trim())
        ?? attempts.LastOrDefault();

    private static ImmutableArray<TurnAttempt> Own(int number, PlayedTurn played, TurnAttempt? parent)
    {
        var attempts = ImmutableArray<TurnAttempt>.Empty;
        var start = 0;
        foreach (var (ask, prompt) in played.Asked.Index().Take(played.Turn.Samples.Length))
        {
            // One that goes on from what was sampled before has begun where that did.
            start = ask > 0 && played.Turn.Samples[ask - 1] is ScenarioSample.Aborted ? start : prompt.Length;
            if (played.Turn.Samples[ask] is ScenarioSample.Completion(var tokens, _, _, _))
            {
                var buffer = prompt.AddRange(tokens.Ids);
                var span = new CompletionSpan(number, start, buffer.Length, played.Turn.Message);
                attempts = attempts.Add(new(buffer, Held(prompt, parent).Add(span)));
            }
        }

        return attempts;
    }

    /// <summary>The completions before it that are where they were: after a break nobody knows where the others went.</summary>
    private static ImmutableArray<CompletionSpan> Held(ImmutableArray<int> prompt, TurnAttempt? parent) =>
        parent is null ? [] : parent.Spans.RemoveAll(span => !prompt.AsSpan().StartsWith(parent.Buffer.AsSpan()[..span.End]));
}
