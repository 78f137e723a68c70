using System.Collections.Immutable;

namespace Tito.Core.Verification.Conformance;

/// <summary>What a prompt must be: the prompt and the completion of an earlier turn, token by token, and what follows them.</summary>
/// <param name="After">The turn that is continued, from 0; null for a prompt from the beginning.</param>
/// <param name="Cut">How many of the last tokens of that turn's completion may give way, 0 or more.</param>
/// <param name="Ids">What follows, int32.</param>
public sealed record PromptRule(int? After, int Cut, ImmutableArray<int> Ids);
