using System.Globalization;
using Tito.Core.Messages;

namespace Tito.Replay.Drift;

/// <summary>A drift in words.</summary>
internal static class DriftText
{
    /// <summary>What became of a session, in one line.</summary>
    public static string Of(SessionDrift session) => session switch
    {
        { NotCompared: { } reason } => $"not compared: {reason}",
        { IsSame: true } => Invariant($"{session.Turns} turns, as before"),
        { Sampled: var sampled } =>
            Invariant($"{session.Drifts.Length} of {session.Turns} turns, {sampled.Affected} of {sampled.Tokens} sampled tokens"),
    };

    /// <summary>What became of a turn, in one line, without the text around the place.</summary>
    public static string Of(TurnDrift turn) =>
        Invariant($"{turn.Number}: {string.Join(", ", turn.Kinds.Select(WireName.Of))}")
        + (turn.At is { } at ? $"; {Of(at)}" : "")
        + (turn.Detail is { } detail ? $"; {detail}" : "");

    /// <summary>The first token that differs.</summary>
    public static string Of(DriftPlace at) => Invariant($"token {at.Index}: {Of(at.Old)} became {Of(at.New)}");

    /// <summary>A text between quotes, in one line.</summary>
    public static string Quote(string text) => ReadableJson.Quote(text);

    /// <summary>The totals, a line each.</summary>
    public static IEnumerable<string> Totals(DriftSummary summary)
    {
        var (sampled, skipped) = (summary.Sampled, summary.Sessions.Length - summary.Compared);
        yield return Invariant($"{summary.Drifted} of {summary.Compared} sessions drift, {summary.DriftedTurns} of {summary.Turns} turns")
            + (skipped == 0 ? "" : Invariant($"; {skipped} not compared"));
        yield return Invariant($"training set: {summary.Percent} affected, {sampled.Affected} of {sampled.Tokens} sampled tokens");
        foreach (var (count, words) in summary.Shares)
        {
            yield return Invariant($"  {count} {words}");
        }

        if (summary.OtherRecordings > 0)
        {
            yield return Invariant($"sessions that were recorded with another setup than the old one: {summary.OtherRecordings}");
        }
    }

    /// <summary>Runs of turns that only stand in another context, as <c>2-5, 7</c>; empty for none.</summary>
    public static string ContextTurns(SessionDrift session)
    {
        var numbers = session.Drifts.Where(turn => turn.Kinds is [DriftKind.Context]).Select(turn => turn.Number).ToList();
        var text = new List<string>();
        for (var i = 0; i < numbers.Count;)
        {
            var end = i;
            while (end + 1 < numbers.Count && numbers[end + 1] == numbers[end] + 1)
            {
                end++;
            }

            text.Add(end == i ? Invariant($"{numbers[i]}") : Invariant($"{numbers[i]}-{numbers[end]}"));
            i = end + 1;
        }

        return string.Join(", ", text);
    }

    private static string Of(DriftPlace.Token? token) => token switch
    {
        null => "nothing",
        { Text: { } text } => Invariant($"{token.Id} {Quote(text)}"),
        _ => Invariant($"{token.Id}"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
