using Tito.Core.Verification;

namespace Tito.Cli.Verify;

/// <summary>The schedule of a command that works its run off itself.</summary>
internal sealed class NoSchedule : IVerificationSchedule
{
    /// <inheritdoc/>
    public ValueTask ScheduleAsync(string runId, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
