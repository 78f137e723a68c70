namespace Tito.Functions.Durable;

/// <summary>The name of a shard.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Index">Its number, from 0.</param>
public sealed record Shard(string RunId, int Index);
