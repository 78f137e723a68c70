using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Replay.Told;

namespace Tito.Replay.Checks;

/// <summary>Holds a training sample against the tokens of the path that it is of.</summary>
internal static class SampleCheck
{
    /// <summary>The first difference in words, or null.</summary>
    /// <param name="sample">The sample as JSON.</param>
    /// <param name="leaf">The last turn of its path.</param>
    public static string? Find(JsonElement sample, Turn leaf)
    {
        var extra = leaf.Content.End?.ExtraCount ?? 0;
        var ids = leaf.Tokens.ToIds();
        ids = ids[..^extra];
        var tokens = ToldParts.Items(sample, "tokens").Select(id => id.GetInt32()).ToArray();
        if (TokenDifference.Find(ids.AsSpan(), tokens) is { } difference)
        {
            return difference.Describe(id => $"{id}");
        }

        // The response begins where the first turn of the path was sampled.
        var start = leaf.Root.Prompt.Count;
        var mask = ToldParts.Items(sample, "loss_mask").Select(value => (byte)value.GetInt32()).ToArray();
        var expected = LossMask.Of([.. leaf.Tokens.Segments])[start..^extra];
        if (mask.Length != expected.Length)
        {
            return $"the mask has {mask.Length} entries, the response {expected.Length} tokens.";
        }

        var at = expected.AsSpan().CommonPrefixLength(mask);
        return at < mask.Length ? $"mask of token {start + at}: expected {expected[at]}, found {mask[at]}." : null;
    }
}
