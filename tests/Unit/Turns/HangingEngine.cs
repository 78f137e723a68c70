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

    /// <summary>All that it says that it sampled when it is given up; null where it says no more then either.</summary>
    public string? LastWords { get; init; }

    /// <summary>Ends when it says no more.</summary>
    public Task HangsAsync() => _hangs.Task.WaitAsync(TestContext.Current.CancellationToken);

    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        await observer!.OnDeltaAsync(new(Segment(told)), cancellationToken);
        if (AbortsFirst && _asked++ == 0)
        {
            Meanwhile();
            return Aborted(request, told);
        }

        _hangs.TrySetResult();
        try
        {
            return await Never.AnswersAsync<InferenceOutcome>(cancellationToken);
        }
        catch (OperationCanceledException) when (LastWords is { } all)
        {
            return Aborted(request, all);
        }
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(true);

    private static TokenSegment Segment(string text) =>
        TokenSegment.Sampled([.. text.Select(letter => (int)letter)], [.. text.Select(_ => -1f)]);

    private static InferenceOutcome.Completed Aborted(InferenceRequest request, string text) => new(new()
    {
        Engine = "hanging",
        Completion = Segment(text),
        FinishReason = "abort",
        SentFields = request.Fields.Clone(),
        Extra = JsonElement.Parse("{}"),
    });
}
