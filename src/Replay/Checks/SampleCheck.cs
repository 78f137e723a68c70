using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Replay.Told;

namespace Tito.Replay.Checks;

/// <summary>Holds training samples against the turns of their paths.</summary>
internal static class SampleCheck
{
    /// <summary>The first difference in words, or null.</summary>
    /// <param name="samples">The samples as JSON.</param>
    /// <param name="trajectory">The session's turns.</param>
    /// <remarks>Of paths that share a turn, the sample of the leaf that was committed first trains on it, and no other.</remarks>
    public static string? Find(ImmutableArray<JsonElement> samples, Trajectory trajectory)
    {
        var trained = new HashSet<Turn>();
        var leaves = samples.Select(sample => (Sample: sample, Leaf: LeafOf(sample, trajectory))).OrderBy(pair => pair.Leaf.Sequence);
        foreach (var (sample, leaf) in leaves)
        {
            if (Find(sample, leaf, trained) is { } difference)
            {
                return $"The sample of turn {leaf.Sequence}: {difference}";
            }
        }

        return null;
    }

    private static Turn LeafOf(JsonElement sample, Trajectory trajectory) =>
        trajectory.Turns[sample.GetProperty("metadata").GetProperty("leaf").GetProperty("node_id").GetInt32()];

    private static string? Find(JsonElement sample, Turn leaf, HashSet<Turn> trained)
    {
        var count = leaf.Tokens.Count - (leaf.Content.End?.ExtraCount ?? 0);
        var tokens = Numbers(sample, "tokens");
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
        return at < mask.Length ? $"mask of token {start + at}: expected {expected[at]}, found {mask[at]}." : null;
    }

    private static int[] Numbers(JsonElement sample, string name)
    {
        if (ToldParts.Member(sample, name) is not { ValueKind: JsonValueKind.Array } items)
        {
            return [];
        }

        var numbers = new int[items.GetArrayLength()];
        var count = 0;
        foreach (var item in items.EnumerateArray())
        {
            numbers[count++] = item.GetInt32();
        }

        return numbers;
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
