using System.Collections.Immutable;

namespace Tito.Core.Verification.Fingerprints;

/// <summary>What an engine says of itself: names and words, in the order of the names. Empty while it does not answer.</summary>
/// <param name="Said">Names such as <c>engine</c>, <c>version</c>, <c>model</c>, <c>flag dtype</c>, each once.</param>
public sealed record EngineFacts(ImmutableArray<KeyValuePair<string, string>> Said)
{
    /// <summary>The fact that names the model.</summary>
    public const string Model = "model";

    /// <summary>The fact that names the weights.</summary>
    public const string WeightVersion = "weight_version";

    /// <summary>An engine that does not answer.</summary>
    public static EngineFacts None { get; } = new([]);

    /// <summary>What it says under a name; null where it says nothing.</summary>
    public string? this[string name] => Said.FirstOrDefault(fact => fact.Key == name).Value;
}
