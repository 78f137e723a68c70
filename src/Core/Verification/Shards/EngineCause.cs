using System.Collections.Immutable;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.Shards;

/// <summary>Why an engine samples other tokens than it did, by what it says of itself.</summary>
internal static class EngineCause
{
    private static readonly ImmutableArray<string> OfWeights = [EngineFacts.Model, EngineFacts.WeightVersion];

    /// <summary>The cause, and what says so in a sentence.</summary>
    /// <param name="recorded">What the engine of the recording said.</param>
    /// <param name="now">What the engine says.</param>
    public static (LikelyCause Cause, string Reason) Of(EngineFacts recorded, EngineFacts now)
    {
        // What one of the two does not say is no change: an engine of another wire says other things.
        var changes = recorded.Said
            .Where(fact => now[fact.Key] is { } present && present != fact.Value)
            .Select(fact => (fact.Key, Text: $"{fact.Key} was {fact.Value} and is {now[fact.Key]}"))
            .ToList();
        var weights = changes.Where(change => OfWeights.Contains(change.Key)).ToList();
        return weights.Count > 0
            ? (LikelyCause.WeightChanged, $"Since the recording {string.Join(", ", weights.Select(change => change.Text))}.")
            : (LikelyCause.EngineSamplesOtherwise, changes.Count > 0
                ? $"It names the same model and weights, but {string.Join(", ", changes.Select(change => change.Text))}."
                : "It says of itself all that it said when the prompt was recorded.");
    }
}
