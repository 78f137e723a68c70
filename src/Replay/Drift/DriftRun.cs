using System.Collections.Immutable;
using Tito.Replay.Items;

namespace Tito.Replay.Drift;

/// <summary>Compares many files at once.</summary>
/// <param name="jobs">How many at once, 1 or more.</param>
internal sealed class DriftRun(int jobs)
{
    /// <summary>What a new setup does to files.</summary>
    /// <param name="old">The old setup.</param>
    /// <param name="new">The new setup.</param>
    /// <param name="files">The files.</param>
    /// <param name="done">Is told of each that is done, from many threads.</param>
    /// <param name="cancellationToken">Gives the run up.</param>
    /// <exception cref="Tokenizers.AssetException">A setup's files cannot be used.</exception>
    /// <exception cref="Jinja.TemplateException">A setup's template cannot be parsed.</exception>
    public async Task<DriftSummary> RunAsync(
        DriftSetup old, DriftSetup @new, ImmutableArray<ReplayItem.File> files, Action<SessionDrift> done,
        CancellationToken cancellationToken)
    {
        var (oldModels, newModels) = (old.Models(), @new.Models());
        oldModels.Require();
        newModels.Require();
        var results = new SessionDrift[files.Length];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Clamp(jobs, 1, Math.Max(1, files.Length))).Select(number => Task.Run(
            async () =>
            {
                var drift = new SetupDrift(old, oldModels, newModels, number);
                await using var disposal = drift.ConfigureAwait(false);
                while (Interlocked.Increment(ref next) is var index && index < files.Length)
                {
                    results[index] = await drift.RunAsync(files[index], cancellationToken).ConfigureAwait(false);
                    done(results[index]);
                }
            },
            cancellationToken))).ConfigureAwait(false);
        return new(old.Name, @new.Name, [.. results]);
    }
}
