using System.Globalization;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification.Scenarios;
using Tito.Core.Verification.Scenarios.Outcomes;
using Tito.Replay.Plays;
using Tito.Replay.Told;

namespace Tito.Replay.Checks;

/// <summary>
/// Holds a session after its last step against its expectation, and what the server says of it (view, proof, verdict, samples) against the
/// turns.
/// </summary>
internal static class SessionCheck
{
    private const int Session = -1;
    private const string LastLevel = "level 4";

    /// <summary>The session as a manifest binds it.</summary>
    public static SessionOutcome Outcome(PlayedScenario played, JournaledSession session) => new(
        session.Trajectory.Genesis,
        session.Trajectory.Digest,
        session.Head.Active ?? -1,
        [.. Mismatches(played)]);

    /// <summary>The first difference, or null.</summary>
    public static ReplayDifference? Find(PlayedScenario played, JournaledSession session)
    {
        var (expected, found) = (played.Scenario.Expected, Outcome(played, session));
        if (expected.Genesis is { } genesis && genesis != found.Genesis)
        {
            return Of(
                ScenarioPlace.Genesis,
                $"expected {genesis}, found {found.Genesis}: another tokenizer, template or set of fixed arguments.");
        }

        if (expected.Mismatches is { } types && !types.Select(type => WireName.Of(type)).SequenceEqual(found.Mismatches))
        {
            return Of(
                ScenarioPlace.Mismatches,
                $"expected [{string.Join(", ", types.Select(type => WireName.Of(type)))}], found [{string.Join(", ", found.Mismatches)}].");
        }

        if (expected.Digest is { } digest && digest != found.Digest)
        {
            return Of(ScenarioPlace.Digest, $"expected {digest}, found {found.Digest}.");
        }

        return expected.Active is { } active && active != found.Active
            ? Of(ScenarioPlace.Parent, $"expected turn {active} to be the active one, found {found.Active}.")
            : FindKept(played, session);
    }

    /// <summary>The first thing that the server says of a session and that its turns do not; null for none.</summary>
    public static ReplayDifference? FindKept(PlayedScenario played, JournaledSession session) =>
        FindView(played, session.Trajectory) ?? FindProof(played, session) ?? FindVerdict(played, session)
            ?? FindSamples(played, session);

    private static IEnumerable<string> Mismatches(PlayedScenario played) =>
        ToldParts.Member(played.View, "metadata") is { } metadata
            ? ToldParts.Items(metadata, "tito_session_mismatch").Select(mismatch => ToldParts.Text(mismatch, "type") ?? "")
            : [];

    private static ReplayDifference? FindView(PlayedScenario played, Trajectory trajectory)
    {
        var metadata = ToldParts.Member(played.View, "metadata") ?? default;
        var ids = ToldParts.Items(metadata, "accumulated_token_ids").Select(id => id.GetInt32()).ToArray();
        return TokenDifference.Find((trajectory.Active?.Tokens ?? TokenBuffer.Empty).ToIds().AsSpan(), ids) is { } difference
            ? Of(ScenarioPlace.Token, $"The view of the session: {difference.Describe(id => $"{id}")}")
            : ToldParts.Text(metadata, "digest") != trajectory.Digest.ToString()
            ? Of(ScenarioPlace.Digest, $"The view of the session says {ToldParts.Text(metadata, "digest")}, its turns {trajectory.Digest}.")
            : null;
    }

    private static ReplayDifference? FindProof(PlayedScenario played, JournaledSession session)
    {
        var (trajectory, runsOn) = (session.Trajectory, RunsOn(session));
        var turns = ToldParts.Items(played.Proof, "turns").ToList();
        if (turns.Count != trajectory.Turns.Count)
        {
            return Of(ScenarioPlace.Proof, $"The proof has {turns.Count} turns, the session {trajectory.Turns.Count}.");
        }

        foreach (var (said, turn) in turns.Zip(trajectory.Turns))
        {
            if (ToldParts.Text(said, "digest") != turn.Digest.ToString()
                || said.GetProperty("prompt_count").GetInt32() != turn.Prompt.Count
                || said.GetProperty("replaced_count").GetInt32() != turn.Content.ReplacedCount)
            {
                return Of(ScenarioPlace.Proof, $"The proof of turn {turn.Sequence} says other counts, or another digest, than the turn.");
            }

            foreach (var level in ToldParts.Items(said, "levels").Where(level => IsBroken(level, runsOn)))
            {
                return Of(
                    ScenarioPlace.Proof,
                    $"Level {ToldParts.Text(level, "level")} of turn {turn.Sequence} does not hold: {ToldParts.Text(level, "detail")}");
            }
        }

        return null;
    }

    private static ReplayDifference? FindVerdict(PlayedScenario played, JournaledSession session)
    {
        var runsOn = RunsOn(session);
        var disagreement = ToldParts.Items(played.Verdict, "disagreements")
            .FirstOrDefault(row => !(runsOn && ToldParts.Text(row, "what") == LastLevel));
        if (disagreement.ValueKind == JsonValueKind.Object)
        {
            return Of(ScenarioPlace.Verify, disagreement.GetRawText());
        }

        var (count, turns) = (ToldParts.Text(played.Verdict, "turn_count"), session.Trajectory.Turns.Count);
        return count == turns.ToString(CultureInfo.InvariantCulture)
            ? null
            : Of(ScenarioPlace.Verify, $"There are {count} rows of turns, and {turns} turns.");
    }

    private static bool IsBroken(JsonElement level, bool runsOn) =>
        level.GetProperty("holds").ValueKind == JsonValueKind.False && !(runsOn && level.GetProperty("level").GetInt32() == 4);

    /// <summary>A session whose turns run on after their ends says of itself that level 4 does not hold.</summary>
    private static bool RunsOn(JournaledSession session) =>
        session.Head.Settings.Unended is UnendedTurns.RunOn or UnendedTurns.RunOnCloseLength;

    private static ReplayDifference? FindSamples(PlayedScenario played, JournaledSession session)
    {
        if (played.Samples is not { Status: 200 } answer)
        {
            return Of(ScenarioPlace.Samples, $"The samples are refused with {played.Samples?.Status}.");
        }

        var samples = ToldParts.Items(JsonElement.Parse(answer.Body.Span), "samples");
        return SampleCheck.Find([.. samples], session.Trajectory, session.Head.Settings.Policy) is { } difference
            ? Of(ScenarioPlace.Samples, difference)
            : null;
    }

    private static ReplayDifference Of(ScenarioPlace at, string detail) => new(Session, at, detail);
}
