using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Models;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.Shards;

/// <summary>Verifies what a shard covers. It stores nothing, so that a shard can be verified any number of times.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ShardVerifier
{
    private readonly TimeProvider _clock;
    private readonly ImmutableArray<IVerifiedEngine> _engines;
    private readonly IGoldenCorpus _corpus;
    private readonly TrajectoryVerifier _trajectories;
    private readonly StoredSessionVerifier _sessions;
    private readonly GreedyVerifier _greedy;
    private readonly ScoringVerifier _scoring;

    /// <summary>Binds together what the kinds of shards are verified with.</summary>
    /// <param name="model">The served model.</param>
    /// <param name="corpus">Golden trajectories and golden prompts.</param>
    /// <param name="verify">Verifies a stored session.</param>
    /// <param name="engines">The engines that may be asked.</param>
    /// <param name="options">How strict it is.</param>
    /// <param name="clock">How long a shard takes.</param>
    public ShardVerifier(
        SessionModel model, IGoldenCorpus corpus, SessionVerifier verify, IEnumerable<IVerifiedEngine> engines,
        VerificationOptions options, TimeProvider clock)
    {
        var prepare = new PromptPreparer(model, corpus);
        (_clock, _engines, _corpus) = (clock, [.. engines], corpus);
        (_trajectories, _sessions) = (new(model, corpus), new(verify));
        (_greedy, _scoring) = (new(model, prepare), new(model, prepare, options.LogprobTolerance));
    }

    /// <summary>Whether this process can verify a shard: it has the engine that is asked, or none is, and each of the files.</summary>
    /// <exception cref="IOException">The corpus cannot be read.</exception>
    internal bool Serves(VerificationShard shard) => HasEngine(shard) && !shard.Files.Except(_corpus.List()).Any();

    /// <summary>Verifies a shard.</summary>
    /// <param name="runId">The run, which names requests to engines.</param>
    /// <param name="shard">What it covers.</param>
    /// <param name="changes">What changed since the run's baseline.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="IOException">A file or a row could not be read. Another try may succeed.</exception>
    public async Task<ShardResult> RunAsync(
        string runId, VerificationShard shard, ImmutableArray<FingerprintChange> changes, CancellationToken cancellationToken)
    {
        var startedAt = _clock.GetUtcNow();
        var tally = new ShardTally();
        var engine = Find(shard);
        var unserved = !HasEngine(shard)
            ? $"The engine {shard.Engine} is not configured any more."
            : await RunAsync(runId, shard, engine, changes, tally, cancellationToken).ConfigureAwait(false);
        var result = tally.Close(startedAt, _clock.GetUtcNow());
        return unserved is null || result.Outcome == ShardOutcome.Red
            ? result
            : result with { Outcome = ShardOutcome.NotServed, Reason = unserved };
    }

    private bool HasEngine(VerificationShard shard) => shard.Engine is null || Find(shard) is not null;

    private IVerifiedEngine? Find(VerificationShard shard) => _engines.FirstOrDefault(engine => engine.Name == shard.Engine);

    private async Task<string?> RunAsync(
        string runId, VerificationShard shard, IVerifiedEngine? engine, ImmutableArray<FingerprintChange> changes, ShardTally tally,
        CancellationToken cancellationToken)
    {
        var facts = engine is null ? EngineFacts.None : await engine.LookAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (index, item) in shard.Items.Index())
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"verify-{runId}-{shard.Index}-{index}");
            switch (shard.Kind)
            {
                case ShardKind.Trajectories:
                    await _trajectories.RunAsync(item, changes, tally, cancellationToken).ConfigureAwait(false);
                    break;
                case ShardKind.Sessions:
                    await _sessions.RunAsync(item, changes, tally, cancellationToken).ConfigureAwait(false);
                    break;
                case ShardKind.Greedy:
                    await _greedy.RunAsync(item, id, engine!, facts, tally, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    if (await _scoring.RunAsync(item, id, engine!, facts, tally, cancellationToken).ConfigureAwait(false) is { } reason)
                    {
                        return reason;
                    }

                    break;
            }
        }

        return null;
    }
}
