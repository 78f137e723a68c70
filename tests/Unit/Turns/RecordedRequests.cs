using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Turns;

/// <summary>An engine that keeps what it was asked, and says "hi"; where experts are asked for, expert 0 worked on every token.</summary>
internal sealed class RecordedRequests : IInferenceEngine
{
    private readonly List<InferenceRequest> _asked = [];

    public IReadOnlyList<InferenceRequest> Asked => _asked;

    /// <summary>What happens while the engine works.</summary>
    public Func<Task> Meanwhile { get; init; } = () => Task.CompletedTask;

    /// <summary>The message that the engine makes of its completion; null when it gives ids alone.</summary>
    public string? Message { get; init; } = """{"role":"assistant","content":"hi"}""";

    /// <summary>What it samples.</summary>
    public ImmutableArray<int> Ids { get; init; } = ['h', 'i'];

    public string FinishReason { get; init; } = "stop";

    /// <summary>What it says that it stopped at.</summary>
    public StopMatch? Stop { get; init; }

    /// <summary>How many requests it gives up before one that it does not.</summary>
    public int Aborts { get; init; }

    public async Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        _asked.Add(request);
        await Meanwhile();
        cancellationToken.ThrowIfCancellationRequested();
        return new InferenceOutcome.Completed(new()
        {
            Engine = "recorded",
            Completion = TokenSegment.Sampled(Ids, [.. Ids.Select(_ => -1f)]),
            FinishReason = _asked.Count <= Aborts ? "abort" : FinishReason,
            Stop = Stop,
            Parsed = Message is { } message ? JsonElement.Parse(message) : null,
            SentFields = request.Fields.Clone(),
            Extra = JsonElement.Parse("{}"),
            RoutedExperts = request.RoutedExperts is { } experts
                ? new(experts.StartRow, experts.Layers, experts.TopK, new byte[(request.Prompt.Ids.Length + Ids.Length - 1 - experts.StartRow) * experts.Layers * experts.TopK * sizeof(int)])
                : null,
        });
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(false);
}
