using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>
/// What an engine had sampled when it gave a turn up, or for an attempt that became no turn. It is no part of the session: nothing
/// continues it, and no sample has it.
/// </summary>
/// <param name="TokenCount">How many tokens it had sampled, 0 or more.</param>
/// <param name="Completion">
/// The tokens with their logprobs; null where an intent had to drop them, because later ones filled its room or they alone have none.
/// </param>
/// <param name="WeightVersion">The version of the weights that sampled last, or null when the engine did not say.</param>
/// <param name="EndedAt">When it was given up, or found to become no turn.</param>
public sealed record AbortedCompletion(int TokenCount, TokenSegment? Completion, string? WeightVersion, DateTimeOffset EndedAt);
