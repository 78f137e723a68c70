using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>Holds what the real server shows against what it has to show. Each method gives the first difference, or null.</summary>
/// <param name="expected">The expected server.</param>
internal sealed class ScriptComparison(ExpectedServer expected)
{
    private readonly Dictionary<string, ImmutableArray<Digest>> _digests = [];

    /// <summary>Two texts about one thing.</summary>
    public static string? Difference(string what, string expected, string actual) => expected == actual
        ? null
        : $"   {what}\n   expected: {expected.ReplaceLineEndings("\n             ")}\n   was:      {actual.ReplaceLineEndings("\n             ")}";

    /// <summary>A request: what became of it, and the prompt where it is with the engine.</summary>
    public static async Task<string?> RequestAsync(ExpectedAttempt attempt, Caller caller) =>
        Difference(attempt.Id, attempt.State, await caller.StateAsync(attempt.State))
        ?? (attempt.State != ExpectedAttempt.AtEngine
            ? null
            : Difference($"prompt of {attempt.Id}", string.Join(' ', attempt.Prompt.Select(token => token.Id)), string.Join(' ', caller.Request!.Prompt.Ids)));

    /// <summary>A session: its status and turns, that no digest of a turn ever changes, the verdict on the stored rows, and its samples.</summary>
    public async Task<string?> SessionAsync(string session, ServedProcess process)
    {
        var name = $"s{session[^1]}";
        var view = await process.ReadAsync(session);
        if (expected.Find(session) is not { } known || view is null)
        {
            return Difference(name, expected.Find(session)?.Show(expected.Now) ?? "gone", view is null ? "gone" : Shown.Session(view));
        }

        var before = _digests.GetValueOrDefault(session, []);
        var digests = view.Session.Trajectory.Turns.Select(turn => turn.Digest).ToImmutableArray();
        _digests[session] = digests;
        var verdict = (await process.VerifyAsync(session))!;
        return Difference(name, known.Show(expected.Now), Shown.Session(view))
            ?? Difference($"digests of {name}", string.Join(' ', before), string.Join(' ', digests.Take(before.Length)))
            ?? Difference(
                $"verdict on {name}",
                $"{known.Turns.Count} turns, {string.Concat(known.RunOn.Select(turn => $"level 4 of {turn.Number}, "))}",
                $"{verdict.TurnCount} turns, {string.Concat(verdict.Disagreements.Select(found => $"{found.What} of {found.Turn}, "))}")
            ?? Difference($"samples of {name}", ExpectedSample.Show(known, expected.Now), Shown.Samples(await process.CollectAsync(session)));
    }
}
