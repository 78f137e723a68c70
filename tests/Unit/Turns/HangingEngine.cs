using System.Collections.Concurrent;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Turns;

/// <summary>An engine that tells some tokens and then says no more.</summary>
/// <param name="told">A letter a token.</param>
internal sealed class HangingEngine(string told) : IInferenceEngine
{
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    /// <summary>Whether it gives its first request up, and hangs at the second.</summary>
    public bool AbortsFirst { get; init; }

    /// <summary>What happens while it works on the first.</summary>
    public Action Meanwhile { get; init; } = () => { };

    /// <summary>Whether a wish to abort has no answer either.</summary>
    public bool IsDeaf { get; init; }

    public ConcurrentQueue<string> Wishes { get; } = new();

    /// <summary>Ends when it says no more.</summary>
    public Task HangsAsync() => _hangs.Task.WaitAsync(TestContext.Current.CancellationToken);

    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var segment = TokenSegment.Sampled([.. told.Select(letter => (int)letter)], [.. told.Select(_ => -1f)]);
        await observer!.OnDeltaAsync(new(segment), cancellationToken);
        if (AbortsFirst && _asked++ == 0)
        {
            Meanwhile();
            return new InferenceOutcome.Completed(new()
            {
                Engine = "hanging",
                Completion = segment,
                FinishReason = "abort",
                SentFields = request.Fields.Clone(),
                Extra = JsonElement.Parse("{}"),
            });
        }

        _hangs.TrySetResult();
        return await Never.AnswersAsync<InferenceOutcome>(cancellationToken);
    }

    public async Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken)
    {
        Wishes.Enqueue(idPrefix);
        return !IsDeaf || await Never.AnswersAsync<bool>(cancellationToken);
    }
}
