using System.Text.Json;

namespace Tito.Core.Samples;

/// <summary>A sample with what is said about it.</summary>
/// <param name="Sample">The tensors, and how they were made.</param>
/// <param name="Reward">The reward as the agent gave it, or null.</param>
/// <param name="Metadata">Writes the members of the sample's metadata object.</param>
public sealed record ReplySample(TrainingSample Sample, JsonElement? Reward, Action<Utf8JsonWriter> Metadata);
