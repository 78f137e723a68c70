using Azure.Core;
using Azure.Core.Pipeline;
using Tito.Storage.Outages;

namespace Tito.Storage.Azure;

/// <summary>Tells of each answer of the service, for whoever waits for many of them.</summary>
internal sealed class AnswerPolicy : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnReceivedResponse(HttpMessage message)
    {
        if (!StoreOutage.IsOutage(message.Response.Status))
        {
            StoreSilence.Broken();
        }
    }
}
