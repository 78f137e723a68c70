using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>The samples that a session has to give with its policy's own picker, in lines.</summary>
internal static class ExpectedSample
{
    /// <summary>One line a sample, in order.</summary>
    public static string Show(ExpectedSession session, DateTimeOffset now)
    {
        var leaves = Leaves(session);
        var open = session.Open(now).SelectMany(intents => intents).Concat(session.Missing).ToList();
        return session.Turns.Count == 0 ? "no_records" : string.Join('\n', leaves.Select(leaf => Line(session, leaf, leaves, open)));
    }

    private static ImmutableArray<ExpectedTurn> Leaves(ExpectedSession session)
    {
        if (session.Settings.Policy == SessionPolicy.Linear)
        {
            return [.. session.Turns.TakeLast(1)];
        }

        return
        [
            .. session.Turns
                .Where(turn => session.Turns.All(other => other.Parent != turn))
                .Where(leaf => leaf.Parent is null || session.Turns.All(other => other.Parent != leaf.Parent || other.Number <= leaf.Number))
                .OrderByDescending(leaf => leaf.Path.Length).ThenByDescending(leaf => leaf.Number),
        ];
    }

    private static string Line(ExpectedSession session, ExpectedTurn leaf, ImmutableArray<ExpectedTurn> leaves, List<ExpectedIntent> open)
    {
        var path = leaf.Path;
        // A sample goes on behind a turn that ended by itself, and behind another one that the next prompt closed, or that has its end.
        var closes = session.Settings.Unended is not (UnendedTurns.RunOn or UnendedTurns.RunOnCloseLength);
        var count = 1 + path.SkipLast(1).TakeWhile(turn => turn.EndedByItself || turn.FinishReason == "length" || closes || turn.HasEnd).Count();
        var mask = new char[EndOf(path, count - 1)];
        Array.Fill(mask, '0');
        foreach (var (index, turn) in path.Take(count).Index())
        {
            var owner = leaves.Where(other => other.Path.Contains(turn)).MinBy(other => other.Number);
            mask.AsSpan((turn.Tokens.Length - turn.CompletionLength)..EndOf(path, index)).Fill(owner == leaf ? '1' : '0');
        }

        var promptLength = path[0].Tokens.Length - path[0].CompletionLength;
        var status = StatusOf(path[count - 1]);
        status = status != "Completed" ? status : path.Take(count).Select(StatusOf).FirstOrDefault(word => word != "Completed") ?? status;
        var interrupted = open.Any(intent => intent.Parent is null || path.Contains(intent.Parent));
        return $"{leaf.Number} {(status == "Completed" && interrupted ? "Aborted" : status)} {string.Join(' ', leaf.Tokens.Take(mask.Length).Select(token => token.Id))} {new string(mask[promptLength..])}";
    }

    /// <summary>Where a turn's tokens end that the next turn of the path did not replace.</summary>
    private static int EndOf(ImmutableArray<ExpectedTurn> path, int index) =>
        path[index].Tokens.Length - (index + 1 < path.Length ? path[index + 1].Replaced : path[index].Extra);

    private static string StatusOf(ExpectedTurn turn) => turn.FinishReason switch
    {
        "stop" or "tool_calls" => "Completed",
        "length" => "Truncated",
        "abort" => "Aborted",
        _ => "Failed",
    };
}
