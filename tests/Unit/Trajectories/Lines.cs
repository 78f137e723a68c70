using System.Text.Json;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Trees with lines, in words: <c>m</c> begins a root of the line m, <c>m+</c> goes on from the turn committed last of that root's name.</summary>
internal static class Lines
{
    private static readonly JsonElement Tools = JsonElement.Parse("""[{"type":"function","function":{"name":"f"}}]""");

    /// <summary>A tree.</summary>
    /// <param name="words">
    /// A turn each: the name of a root, then <c>+</c> where the turn goes on from the last turn with that name, or <c>+2</c> from turn 2.
    /// </param>
    /// <param name="roots">What each name stands for: its line, and whether it has tools.</param>
    public static Trajectory Tree(string words, IReadOnlyDictionary<string, (SessionLine? Line, bool HasTools)> roots)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis);
        var last = new Dictionary<string, int>();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split('+');
            var parent = parts switch
            {
                [var name, ""] => trajectory.Turns[last[name]],
                [_, var sequence] => trajectory.Turns[int.Parse(sequence, System.Globalization.CultureInfo.InvariantCulture)],
                _ => null,
            };
            var (line, hasTools) = roots[parts[0]];
            var content = HandMade.Talk([Chat.User($"{word} {trajectory.Turns.Count}")], Chat.Assistant("a"));
            trajectory = trajectory.Restore(parent, content with
            {
                Inputs = hasTools ? new(Tools, null) : TurnInputs.None,
                Exchange = content.Exchange with { Line = parent is null ? line : null },
            });
            last[parts[0]] = trajectory.Turns.Count - 1;
        }

        return trajectory;
    }
}
