using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Replay.Told;

namespace Tito.Replay.Checks;

/// <summary>Holds training samples against the turns of their paths.</summary>
internal static class SampleCheck
{
    /// <summary>The first difference in words, or null.</summary>
    /// <param name="samples">The samples as JSON, picked as by default.</param>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="policy">The session's policy.</param>
    /// <remarks>Of paths that share a turn, the sample of the leaf that was committed first trains on it, and no other.</remarks>
    public static string? Find(ImmutableArray<JsonElement> samples, Trajectory trajectory, SessionPolicy policy)
    {
        var trained = new HashSet<Turn>();
        var given = samples.Select(sample => (Sample: sample, Leaf: LeafOf(sample, trajectory)))
            .OrderBy(pair => pair.Leaf.Sequence).ToList();
        var (expected, found) = (Leaves(trajectory, policy), given.Select(pair => pair.Leaf.Sequence));
        if (!expected.SequenceEqual(found))
        {
            return $"There are samples of the turns {string.Join(", ", found)}; expected those of {string.Join(", ", expected)}.";
        }

        foreach (var (sample, leaf) in given)
        {
            if (Find(sample, leaf, trained) is { } difference)
            {
                return $"The sample of turn {leaf.Sequence}: {difference}";
            }
        }

        return null;
    }

    /// <summary>
    /// The sequences of the turns that have a sample each, ascending: the active one, and in a tree each that nothing goes on from and
    /// that no later turn under the same parent has taken the place of.
    /// </summary>
    private static IEnumerable<int> Leaves(Trajectory trajectory, SessionPolicy policy)
    {
        if (policy == SessionPolicy.Linear)
        {
            return trajectory.Active is { } active ? [active.Sequence] : [];
        }

        var latest = trajectory.Turns.Where(turn => turn.Parent is not null)
            .GroupBy(turn => turn.Parent!).ToDictionary(children => children.Key, children => children.Last());
        return trajectory.Turns
            .Where(turn => !latest.ContainsKey(turn) && (turn.Parent is null || latest[turn.Parent] == turn))
            .Select(turn => turn.Sequence);
    }

    private static Turn LeafOf(JsonElement sample, Trajectory trajectory) =>
        trajectory.Turns[sample.GetProperty("metadata").GetProperty("leaf").GetProperty("node_id").GetInt32()];

    private static string? Find(JsonElement sample, Turn leaf, HashSet<Turn> trained)
    {
        var count = leaf.Tokens.Count - (leaf.Content.End?.ExtraCount ?? 0);
        var tokens = Array.ConvertAll(Numbers(sample, "tokens"), value => (int)value);
        if (TokenDifference.Find(leaf.Tokens.ToIds().AsSpan()[..count], tokens) is { } difference)
        {
            return difference.Describe(id => $"{id}");
        }

        // The response begins where the first turn of the path was sampled.
        var start = leaf.Root.Prompt.Count;
        var expected = MaskOf(leaf, trained)[start..count];
        var mask = Array.ConvertAll(Numbers(sample, "loss_mask"), value => (byte)value);
        if (mask.Length != expected.Length)
        {
            return $"the mask has {mask.Length} entries, the response {expected.Length} tokens.";
        }

        var at = expected.CommonPrefixLength(mask);
        return at < mask.Length
            ? $"mask of token {start + at}: expected {expected[at]}, found {mask[at]}."
            : FindLogprob(LogprobsOf(leaf)[start..count], Numbers(sample, "rollout_log_probs"), start);
    }

    private static string? FindLogprob(Span<float> expected, double[] doubles, int start)
    {
        var found = Array.ConvertAll(doubles, value => (float)value);
        var at = expected.CommonPrefixLength(found);
        return at == expected.Length && at == found.Length ? null
            : at == expected.Length || at == found.Length ? $"{found.Length} logprobs, and {expected.Length} tokens of the response."
            : string.Create(
                CultureInfo.InvariantCulture, $"logprob of token {start + at}: expected {expected[at]:R}, found {found[at]:R}.");
    }

    private static double[] Numbers(JsonElement sample, string name) =>
        ToldParts.Member(sample, name) is { ValueKind: JsonValueKind.Array } items
            ? [.. items.EnumerateArray().Select(item => item.GetDouble())]
            : [];

    /// <summary>What the engine said of each token that it sampled and the next prompt kept; 0 of all others.</summary>
    private static Span<float> LogprobsOf(Turn leaf)
    {
        var logprobs = new float[leaf.Tokens.Count];
        var path = leaf.Path;
        foreach (var (depth, turn) in path.Index())
        {
            var end = depth + 1 < path.Length ? path[depth + 1].Prefix.Count : turn.Tokens.Count;
            turn.Content.Completion.Logprobs.AsSpan()[..(end - turn.Prompt.Count)].CopyTo(logprobs.AsSpan(turn.Prompt.Count));
        }

        return logprobs;
    }

    /// <summary>1 where the model sampled a token of a turn that no sample has trained on so far, and the next prompt kept it.</summary>
    private static Span<byte> MaskOf(Turn leaf, HashSet<Turn> trained)
    {
        var mask = new byte[leaf.Tokens.Count];
        var path = leaf.Path;
        foreach (var (depth, turn) in path.Index().Where(turn => trained.Add(turn.Item)))
        {
            var end = depth + 1 < path.Length ? path[depth + 1].Prefix.Count : turn.Tokens.Count;
            mask.AsSpan(turn.Prompt.Count..end).Fill(1);
        }

        return mask;
    }
}
