using System.Text;
using Tito.Core.Trajectories;
using Tito.Core.Verification.Scenarios;
using Tito.Core.Verification.Scenarios.Outcomes;
using Tito.Replay.Plays;

namespace Tito.Replay.Checks;

/// <summary>Holds a played scenario against what must come of it, in the order of the steps, and names the first difference.</summary>
internal static class ScenarioCheck
{
    /// <summary>What came of a scenario, whatever should come of it.</summary>
    public static ScenarioOutcome Outcome(PlayedScenario played) => new(
        [
            .. played.Steps.Select(step =>
            {
                var (status, error) = AnswerCheck.Of(step);
                return new StepOutcome(step.Step.Do, status, error, step.Repeats, TurnOf(played, step));
            }),
        ],
        played.Session is { } session ? SessionCheck.Outcome(played, session) : null);

    /// <summary>The first difference, or null.</summary>
    /// <param name="played">The scenario.</param>
    /// <param name="describe">An id for people.</param>
    public static ReplayDifference? Find(PlayedScenario played, Func<int, string> describe)
    {
        if (played.Session is not { } session)
        {
            return new(-1, ScenarioPlace.Status, $"The session was not opened: {Encoding.UTF8.GetString(played.Opened.Body.Span)}");
        }

        foreach (var (index, step) in played.Steps.Index())
        {
            if (FindStep(played, index, step, describe) is { } difference)
            {
                return difference;
            }
        }

        return played.Stopped is { } stopped
            ? new(played.Steps.Length, ScenarioPlace.Message, stopped)
            : SessionCheck.Find(played, session);
    }

    private static ReplayDifference? FindStep(PlayedScenario played, int index, PlayedStep step, Func<int, string> describe)
    {
        if (AnswerCheck.Find(index, step) is { } answer)
        {
            return answer;
        }

        var expected = step.Step.Expected;
        var turn = TurnOf(played, step);
        if (expected.Turn is { } should)
        {
            if (turn is null)
            {
                return new(index, ScenarioPlace.Parent, "No turn was committed.");
            }

            if (TurnCheck.Find(index, should, turn, describe) is { } difference)
            {
                return difference;
            }
        }

        if (FindPrompt(index, step, turn) is { } asked)
        {
            return asked;
        }

        if (step.Told is { } told && expected.Message is { } message && MessageCheck.Find(message, told) is { } said)
        {
            return new(index, ScenarioPlace.Message, said) { Turn = turn?.Sequence };
        }

        return turn is not null && expected.Turn is { } linked && TurnCheck.FindDigest(index, linked, turn) is { } digest
            ? digest
            : AnswerCheck.FindHeader(index, step) ?? AnswerCheck.FindAsked(index, step);
    }

    /// <summary>What the engine was asked to continue first is what the journal says it was.</summary>
    private static ReplayDifference? FindPrompt(int index, PlayedStep step, Turn? turn) =>
        turn is not null && step.Asked is [var first, ..] && !first.AsSpan().SequenceEqual(turn.Prompt.ToIds().AsSpan())
            ? new(index, ScenarioPlace.Engine, $"The engine was asked with another prompt than turn {turn.Sequence} has.")
            : null;

    private static Turn? TurnOf(PlayedScenario played, PlayedStep step) =>
        step.Sequence is { } sequence && played.Session?.Trajectory.Turns is { } turns && sequence < turns.Count ? turns[sequence] : null;
}
