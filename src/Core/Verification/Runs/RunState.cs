namespace Tito.Core.Verification.Runs;

/// <summary>How far a run is.</summary>
/// <param name="ShardCount">How many shards it has; null while it is being planned.</param>
/// <param name="Summary">What it came to; null while it is open.</param>
/// <param name="HasNotice">Whether what became of its notice is recorded.</param>
public sealed record RunState(int? ShardCount, RunSummary? Summary, bool HasNotice);
