using System.ClientModel.Primitives;

namespace Tito.Tests.Integration.Clients;

/// <summary>Loses the first answer of the server on its way to the client.</summary>
internal sealed class LostAnswerPolicy : PipelinePolicy
{
    private bool _lost;

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        ProcessNext(message, pipeline, currentIndex);
        LoseFirst();
    }

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        await ProcessNextAsync(message, pipeline, currentIndex);
        LoseFirst();
    }

    private void LoseFirst()
    {
        if (!_lost)
        {
            _lost = true;
            throw new IOException("The connection was lost.");
        }
    }
}
