using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Tito.Functions.Durable;

/// <summary>Starts orchestrations of which there is to be one.</summary>
internal static class DurableStarts
{
    /// <summary>Starts an orchestration; one of that id that is waiting or running stays as it is, one that ended begins anew.</summary>
    /// <exception cref="Grpc.Core.RpcException">The host cannot be reached, or its storage.</exception>
    public static async Task StartOneAsync(
        this DurableTaskClient client, string orchestration, string instanceId, object input, CancellationToken cancellationToken)
    {
        try
        {
            _ = await client.ScheduleNewOrchestrationInstanceAsync(
                orchestration, input, new StartOrchestrationOptions { InstanceId = instanceId }, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // host.json says that only what ended may be begun anew.
        }
    }
}
