using Tito.Core.Verification.Runs;

namespace Tito.Functions.CloseRun;

/// <summary>An activity of <c>VerificationRun</c>: its end.</summary>
public static class CloseRunFunction
{
    /// <summary>Closes the run; a second time changes nothing.</summary>
    [Function("CloseRun")]
    public static Task RunAsync([ActivityTrigger] string runId, FunctionContext context, CancellationToken cancellationToken) =>
        context.InstanceServices.GetRequiredService<VerificationRunner>().CloseAsync(runId, cancellationToken);
}
