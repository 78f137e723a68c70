namespace Tito.Core.Verification.Runs;

/// <summary>How often a shard was begun, or all shards of a run together.</summary>
/// <param name="Count">How often, by whichever process.</param>
/// <param name="Last">When last; null where it was not, or by earlier builds alone, which did not say when.</param>
internal sealed record ShardBegins(int Count, DateTimeOffset? Last);
