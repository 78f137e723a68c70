namespace Tito.Functions.Durable;

/// <summary>A shard that is given up.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Reason">What it failed of, at the last attempt.</param>
public sealed record FailedShard(string RunId, int Index, string Reason);
