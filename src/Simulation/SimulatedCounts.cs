namespace Tito.Simulation;

/// <summary>What a simulated engine has done since its start.</summary>
/// <param name="Requests">Number of requests for a completion, those that a fault struck included.</param>
/// <param name="Running">Number of completions that are being sampled.</param>
/// <param name="PromptTokens">Number of prompt tokens of all completions.</param>
/// <param name="CachedTokens">Number of those that the prefix cache had.</param>
/// <param name="CompletionTokens">Number of tokens of completions that have ended.</param>
/// <param name="Aborted">Number of completions that were aborted.</param>
/// <param name="Disconnected">Number of completions whose client went away.</param>
public sealed record SimulatedCounts(
    long Requests, int Running, long PromptTokens, long CachedTokens, long CompletionTokens, long Aborted, long Disconnected);
