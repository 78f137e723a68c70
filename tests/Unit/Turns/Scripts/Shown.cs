using System.Globalization;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>What the real server shows, in the lines of the expected types.</summary>
internal static class Shown
{
    private static readonly string[] Origins = ["P", "E", "S", "M"];

    /// <summary>A session, as <see cref="ExpectedSession.Show"/> writes it.</summary>
    public static string Session(SessionView view)
    {
        var (state, pending, dangling, unfinished, unended, aborted) = view.Status;
        return $"{state}; pending {Keys(pending)}; dangling {Keys(dangling)}; unfinished {string.Join(' ', unfinished.Select(turn => turn.Sequence))}; "
            + $"unended {string.Join(' ', unended.Select(turn => turn.Turn.Sequence))}; "
            + $"given up {string.Join(' ', aborted.Select(turn => $"{turn.Intent.Key}:{string.Join('+', turn.Intent.Aborted.Items.Select(item => item.TokenCount))}{(turn.IsMissing ? "!" : "")}").Order(StringComparer.Ordinal))}\n"
            + string.Join('\n', view.Session.Trajectory.Turns.Select(Line));
    }

    /// <summary>The samples, as <see cref="ExpectedSample.Show"/> writes them.</summary>
    public static string Samples(CollectOutcome outcome) => outcome switch
    {
        CollectOutcome.Collected collected => collected.EmptyReason ?? string.Join('\n', collected.Samples.Select(Line)),
        CollectOutcome.Failed failed => failed.Problem.ToString(),
        _ => outcome.ToString(),
    };

    private static string Line(Turn turn)
    {
        var parent = turn.Parent?.Sequence.ToString(CultureInfo.InvariantCulture) ?? "nothing";
        var said = string.Join(' ', turn.Messages.Select(message => Said.Of(message.Json)));
        return $"turn {turn.Sequence} behind {parent}: {said}, {turn.Content.FinishReason}, {string.Join(' ', turn.Tokens.Segments.SelectMany(Show))}";
    }

    private static IEnumerable<string> Show(TokenSegment segment) => segment.Ids.Select(id => $"{id}{Origins[(int)segment.Origin]}");

    private static string Line(CollectedSample collected)
    {
        var sample = collected.Leaf.Sample;
        return $"{collected.Leaf.Leaf.Sequence} {sample.Status} {string.Join(' ', sample.Tokens)} {string.Concat(sample.LossMask)}";
    }

    private static string Keys(IEnumerable<TurnIntent> intents) => string.Join(' ', intents.Select(intent => intent.Key).Order(StringComparer.Ordinal));
}
