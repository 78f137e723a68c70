namespace Tito.Functions.Durable;

/// <summary>What is left of a verification run.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Next">The first shard that has not been seen to, from 0.</param>
public sealed record ShardRange(string RunId, int Next);
