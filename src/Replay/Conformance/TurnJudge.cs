using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Verification.Conformance;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Checks;
using Tito.Replay.Runs;

namespace Tito.Replay.Conformance;

/// <summary>Holds a turn that was taken against its vector.</summary>
/// <param name="model">The vector's model.</param>
internal sealed class TurnJudge(SessionModel model)
{
    /// <summary>What the server did otherwise.</summary>
    /// <param name="number">The turn's number.</param>
    /// <param name="played">The turn.</param>
    /// <param name="turns">The turns before it.</param>
    public IEnumerable<VectorFinding> Judge(int number, PlayedTurn played, IReadOnlyList<PlayedTurn> turns) =>
    [
        .. Answers(number, played, turns),
        .. Counts(number, played),
        .. played.Asked.Select((_, ask) => Prompt(number, played, ask, turns)).OfType<VectorFinding>(),
    ];

    private static IEnumerable<VectorFinding> Answers(int number, PlayedTurn played, IReadOnlyList<PlayedTurn> turns)
    {
        var turn = played.Turn;
        if (played.Answer is not { } answer)
        {
            yield break;
        }

        switch (turn.Outcome)
        {
            case VectorOutcome.Answered or VectorOutcome.Repeated when answer.Status != 200 || played.Told is null:
                yield return Of($"expected an answer, found {answer.Describe()}");
                break;
            case VectorOutcome.Repeated when turns[turn.Repeats!.Value].Told is { } first && first.Content != played.Told!.Content:
                yield return Of($"expected the answer of turn {turn.Repeats} again, found {answer.Describe()}");
                break;
            case VectorOutcome.Refused when answer.Status is not (>= 400 and < 500):
                yield return Of($"expected a refusal, found {answer.Describe()}");
                break;
            case VectorOutcome.Failed when answer.Status < 400:
                yield return Of($"expected an error, as the engine's, found {answer.Describe()}");
                break;
        }

        VectorFinding Of(string detail) => new(number, FindingKind.Answer, detail);
    }

    private static IEnumerable<VectorFinding> Counts(int number, PlayedTurn played)
    {
        var (asked, most) = (played.Asked.Length, played.Turn.Samples.Length);
        var least = played.Turn switch
        {
            { Retries: not null } => 0,
            { Outcome: VectorOutcome.Failed } => 1,
            _ => most,
        };

        // An engine that fails may be asked again as often as a server likes; it does not answer.
        if (asked < least || (asked > most && played.Turn.Outcome != VectorOutcome.Failed))
        {
            var count = least == most ? $"{most}" : $"at most {most}";
            yield return new(number, FindingKind.Engine, $"expected {count} requests to the engine, found {asked}");
        }
    }

    private VectorFinding? Prompt(int number, PlayedTurn played, int ask, IReadOnlyList<PlayedTurn> turns)
    {
        if (Expected(played, ask, turns) is not var (expected, prefix, spans)
            || TokenDifference.Find(expected.AsSpan(), played.Asked[ask].AsSpan()) is not { } difference)
        {
            return null;
        }

        var isPrefix = difference.Index < prefix;
        var found = played.Asked[ask];
        var window = FailureContext.Window(model, difference.Index, (expected, []), (found, []));
        return new(
            number, isPrefix ? FindingKind.Prefix : FindingKind.Tokens, $"{(isPrefix ? "leaves the prefix" : "goes on otherwise")} at "
            + $"{difference.Index} of {prefix}: {difference.Sides(model.Renderer.Describe)}")
        {
            Cause = CauseFinder.Find(model, expected, found, difference.Index, spans),
            Index = difference.Index,
            PrefixCount = prefix,
            Tokens = window,
            Texts = (Text(window.Expected), Text(window.Found)),
        };
    }

    private string Text(ImmutableArray<TokenWindow.Token> side) =>
        model.Decode([.. side.Select(token => token.Id).Where(model.HasToken)]);

    /// <summary>
    /// The prompt that should arrive, how much of it is there already, and the completions in that; null where nobody knows.
    /// </summary>
    private static (ImmutableArray<int> Ids, int Prefix, ImmutableArray<CompletionSpan> Spans)? Expected(
        PlayedTurn played, int ask, IReadOnlyList<PlayedTurn> turns)
    {
        var samples = played.Turn.Samples;
        if (ask > 0 && ask <= samples.Length && samples[ask - 1] is ScenarioSample.Aborted(var sampled))
        {
            return (played.Asked[ask - 1].AddRange(sampled.Ids), played.Asked[ask - 1].Length + sampled.Ids.Length, []);
        }

        if (played.Turn.Prompt is not { } rule)
        {
            return null;
        }

        if (rule.After is not { } after)
        {
            return (rule.Ids, 0, []);
        }

        return turns[after].Kept is { } kept && kept.Buffer.Length >= rule.Cut
            ? (kept.Buffer[..^rule.Cut].AddRange(rule.Ids), kept.Buffer.Length - rule.Cut, kept.Spans)
            : null;
    }
}
