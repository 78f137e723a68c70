using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Tito.Tests.Support.FunctionsHost.Durable;

/// <summary>
/// The app's functions as the extension finds them: the real host makes one of each from what the worker says it has. What goes through is the
/// extension's own protocol, which only the extension and the worker's packages read.
/// </summary>
/// <param name="worker">Who runs them.</param>
public sealed class DurableFunctions(IDurableWorker worker)
{
    /// <summary>A way to ask for the client's binding.</summary>
    internal const string Client = nameof(TellClient);

    [FunctionName("RunTurn")]
    public Task<object?> RunTurnAsync([OrchestrationTrigger] string context) => worker.RunAsync("RunTurn", context);

    [FunctionName("VerificationRun")]
    public Task<object?> VerificationRunAsync([OrchestrationTrigger] string context) => worker.RunAsync("VerificationRun", context);

    [FunctionName("SessionEntity")]
    public Task<object?> SessionEntityAsync([EntityTrigger] string context) => worker.RunAsync("SessionEntity", context);

    [FunctionName("TakeParkedTurn")]
    public Task<object?> TakeParkedTurnAsync([ActivityTrigger] string input) => worker.RunAsync("TakeParkedTurn", input);

    [FunctionName("CountShards")]
    public Task<object?> CountShardsAsync([ActivityTrigger] string input) => worker.RunAsync("CountShards", input);

    [FunctionName("VerifyShard")]
    public Task<object?> VerifyShardAsync([ActivityTrigger] string input) => worker.RunAsync("VerifyShard", input);

    [FunctionName("SetAsideShard")]
    public Task<object?> SetAsideShardAsync([ActivityTrigger] string input) => worker.RunAsync("SetAsideShard", input);

    [FunctionName("CloseRun")]
    public Task<object?> CloseRunAsync([ActivityTrigger] string input) => worker.RunAsync("CloseRun", input);

    /// <summary>Passes on what a function of the worker is told that asks for the client.</summary>
    [FunctionName(Client)]
    [NoAutomaticTrigger]
    public void TellClient([DurableClient] string client) => worker.Tell(client);
}
