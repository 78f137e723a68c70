using System.Collections.Immutable;

namespace Tito.Core.Rendering.Certification;

/// <summary>What the splice under test made of a buffer and the messages behind it.</summary>
/// <param name="Ids">The prompt; empty when the splice refused.</param>
/// <param name="Refusal">Why it refused, or null.</param>
public sealed record SplicedPrompt(ImmutableArray<int> Ids, string? Refusal);
