using System.ClientModel.Primitives;

namespace Tito.Tests.Integration.Clients;

/// <summary>Gives each call of a .NET client a key, which its retries repeat: docs/clients.md tells users to add this.</summary>
internal sealed class IdempotencyKeyPolicy : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.Request.Headers.Set("Idempotency-Key", Guid.NewGuid().ToString());
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.Request.Headers.Set("Idempotency-Key", Guid.NewGuid().ToString());
        return ProcessNextAsync(message, pipeline, currentIndex);
    }
}
