using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.GoldenPrompts;
using Tito.Core.Verification.Shards;

namespace Tito.Core.Verification.Runs;

/// <summary>Decides what a run covers: fingerprints and their baseline, and shards of bounded size.</summary>
/// <param name="model">The served model.</param>
/// <param name="corpus">Golden trajectories and golden prompts.</param>
/// <param name="journal">The stored sessions.</param>
/// <param name="engines">The configured engines.</param>
/// <param name="runs">Earlier runs.</param>
/// <param name="options">How much it covers.</param>
public sealed class VerificationPlanner(
    SessionModel model, IGoldenCorpus corpus, IJournalUpkeep journal, IEnumerable<IVerifiedEngine> engines, VerificationRuns runs,
    VerificationOptions options)
{
    private readonly ImmutableArray<IVerifiedEngine> _engines = [.. engines];

    /// <summary>A run that is to be begun.</summary>
    internal async Task<VerificationRun> BeginAsync(
        string runId, VerificationRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var prints = AssetFingerprints.Of(model).ToBuilder();
        foreach (var engine in _engines)
        {
            prints.AddRange(EngineFingerprints.Of(engine.Name, await engine.LookAsync(cancellationToken).ConfigureAwait(false)));
        }

        prints.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        var (baseline, before) = await BaselineAsync(runId, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Id = runId,
            Trigger = request.Trigger,
            Key = request.Key,
            StartedAt = now,
            Fingerprints = prints.ToImmutable(),
            Baseline = baseline,
            Changes = before.IsDefault ? [] : FingerprintChange.Between(before, Comparable(before, prints)),
        };
    }

    /// <summary>What a run covers, in shards.</summary>
    internal async Task<ImmutableArray<VerificationShard>> PlanAsync(string runId, CancellationToken cancellationToken)
    {
        var shards = ImmutableArray.CreateBuilder<VerificationShard>();
        var files = corpus.List();
        Add(shards, ShardKind.Trajectories, null, files.Where(name => !PromptItem.IsFile(name)), options.ShardItems);
        Add(
            shards, ShardKind.Sessions, null,
            await SessionSample.PickAsync(journal, runId, options.SessionSample, cancellationToken).ConfigureAwait(false),
            options.ShardItems);
        var prompts = await PromptsAsync(files, cancellationToken).ConfigureAwait(false);
        foreach (var engine in _engines)
        {
            Add(shards, ShardKind.Greedy, engine.Name, prompts, options.ShardPrompts);
            Add(shards, ShardKind.Scoring, engine.Name, prompts, options.ShardPrompts);
        }

        return shards.ToImmutable();
    }

    /// <summary>
    /// What the fingerprints are held against: the newest run that was green, so that what made a run red is named until it is mended; else
    /// the newest closed one; else the assets of the first golden prompts. A damaged run is none to hold something against.
    /// </summary>
    private async Task<(string? Name, ImmutableArray<Fingerprint> Prints)> BaselineAsync(string runId, CancellationToken cancellationToken)
    {
        var red = new List<VerificationRun>();
        await foreach (var id in runs.ListAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            if (await runs.ListedAsync(id, cancellationToken).ConfigureAwait(false)
                is ListedRun.Readable { Run: var run, State.Summary: { } summary })
            {
                if (summary.IsGreen)
                {
                    return (id, run.Fingerprints);
                }

                red.Add(run);
            }
        }

        if (red is [var newest, ..])
        {
            return (newest.Id, newest.Fingerprints);
        }

        foreach (var name in corpus.List().Where(PromptItem.IsFile))
        {
            if (await ReadAsync(name, cancellationToken).ConfigureAwait(false) is { } file && file.Family == model.Family.Name)
            {
                return (name, file.Assets);
            }
        }

        return (null, default);
    }

    /// <summary>A baseline that is a file says nothing of engines, so that they are no change.</summary>
    private static IEnumerable<Fingerprint> Comparable(ImmutableArray<Fingerprint> before, IEnumerable<Fingerprint> now) =>
        before.Any(IsEngines) ? now : now.Where(print => !IsEngines(print));

    private static bool IsEngines(Fingerprint print) => print.Name.StartsWith("engine ", StringComparison.Ordinal);

    private async Task<ImmutableArray<string>> PromptsAsync(ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        var prompts = ImmutableArray.CreateBuilder<string>();
        foreach (var name in files.Where(PromptItem.IsFile))
        {
            var file = await ReadAsync(name, cancellationToken).ConfigureAwait(false);

            // A file that cannot be read, or is of another family, is an item of its own, so that a shard says so.
            prompts.AddRange(file?.Family == model.Family.Name ? file.Prompts.Select(prompt => PromptItem.Of(name, prompt.Name)) : [name]);
        }

        return prompts.ToImmutable();
    }

    private async Task<GoldenPromptFile?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await corpus.ReadAsync(name, cancellationToken).ConfigureAwait(false) is { } bytes
                ? GoldenPromptReader.Read(bytes.Span)
                : null;
        }
        catch (GoldenFormatException)
        {
            return null;
        }
    }

    private static void Add(
        ImmutableArray<VerificationShard>.Builder shards, ShardKind kind, string? engine, IEnumerable<string> items, int size)
    {
        foreach (var some in items.Chunk(size))
        {
            shards.Add(new(shards.Count, kind, engine, [.. some]));
        }
    }
}
