using System.Collections.Immutable;
using Tito.Core.Verification.Shards;

namespace Tito.Core.Verification.Runs;

/// <summary>A run as it is stored, with what it came to so far.</summary>
/// <param name="Run">How it was begun.</param>
/// <param name="Shards">What it covers, in order, each with its result or null; null while the run is being planned.</param>
/// <param name="Summary">What it came to; null while it is open.</param>
/// <param name="Notice">What became of the notice of a red run; null where none was sent.</param>
public sealed record StoredRun(
    VerificationRun Run,
    ImmutableArray<(VerificationShard Shard, ShardResult? Result)>? Shards,
    RunSummary? Summary,
    NoticeOutcome? Notice);
