namespace Tito.Core.Sessions;

/// <summary>What became of one session of a collection.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="Outcome">Its samples or why it has none; null where its rows contradict each other.</param>
/// <param name="Corrupt">What contradicts what; null where nothing does.</param>
public sealed record BulkItem(string SessionId, CollectOutcome? Outcome, string? Corrupt);
