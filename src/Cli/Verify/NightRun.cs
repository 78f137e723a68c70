using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Tito.Core.Models;
using Tito.Core.Verification;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Server.Verification;
using Tito.Storage.InMemory;

namespace Tito.Cli.Verify;

/// <summary>One verification run from its beginning to its end in this process, with what the server does it with.</summary>
internal static class NightRun
{
    /// <summary>Runs it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What it covers.</param>
    /// <param name="journal">The journal whose sessions are verified and beside which the run is kept; null for none.</param>
    /// <param name="progress">Says what happens.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="OptionException">There is nothing to verify.</exception>
    public static async Task<StoredRun> RunAsync(
        SessionModel model, ServerOptions options, JournalSource? journal, NightProgress progress, CancellationToken cancellationToken)
    {
        using var engines = options.Engines.IsEmpty ? null : EngineSet.Open(options);
        using var webhook = new RunWebhook(options.Verify, TimeProvider.System, NullLoggerFactory.Instance);
        var sessions = journal is null ? new InMemoryJournal() : await journal.OpenAsync();
        var store = journal is null ? new InMemoryVerificationStore() : await journal.OpenVerificationsAsync();
        var verified = engines?.Verified ?? ImmutableArray<IVerifiedEngine>.Empty;
        var (runs, corpus) = (new VerificationRuns(store), new CorpusFolder(options.Verify.Corpus));
        var runner = new VerificationRunner(
            runs,
            new VerificationPlanner(model, corpus, sessions, verified, runs, options.Verify.Run),
            new ShardVerifier(model, corpus, new SessionVerifier(sessions, model), verified, options.Verify.Run, TimeProvider.System),
            new NoSchedule(), webhook, progress, options.Verify.Run, TimeProvider.System);
        var runId = await runner.StartAsync(
            new(VerificationTrigger.Command, Guid.NewGuid().ToString("N")[..8], Key: null), cancellationToken);
        progress.Begin((await runs.FindAsync(runId, cancellationToken))!);
        await new RunWorker(runner, options.Verify.Parallel, TimeProvider.System, NullLogger.Instance).RunAsync(runId, cancellationToken);
        var run = (await runs.LoadAsync(runId, cancellationToken))!;
        if (run.Notice is { Delivered: false } notice)
        {
            // The server has this in its log, and a command has none. Its address may hold a secret.
            await CliRun.TellAsync($"the webhook was not told in {notice.Attempts} attempts: {notice.Detail}");
        }

        return run;
    }
}
