using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Support;

/// <summary>One answer of a <see cref="StreamingEngine"/>, which a test lets out piece by piece.</summary>
internal sealed class StreamedAnswer
{
    private readonly Channel<Func<InferenceOutcome?>> _steps = Channel.CreateUnbounded<Func<InferenceOutcome?>>();
    private readonly TaskCompletionSource<InferenceRequest> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<int> _ids = [];
    private ImmutableArray<int> _last = [];

    /// <summary>Ends when a request has reached the engine.</summary>
    public Task<InferenceRequest> Arrived => _arrived.Task;

    /// <summary>The version of the weights that samples.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>Samples a text, special tokens and all: one delta.</summary>
    public StreamedAnswer Gives(string text) => Gives([.. ServedModel.Tokenizer.Encode(text, Tokenizers.SpecialTokens.Parse)]);

    /// <summary>Samples tokens: one delta.</summary>
    public StreamedAnswer Gives(ImmutableArray<int> ids) => Then(() =>
    {
        _last = ids;
        _ids = _ids.AddRange(ids);
        return null;
    });

    /// <summary>Ends the completion.</summary>
    public StreamedAnswer Ends(string finishReason = "stop", StopMatch? stop = null) => Then(() => Completed(finishReason, stop));

    /// <summary>Ends without one.</summary>
    public StreamedAnswer Fails(InferenceOutcome outcome) => Then(() => outcome);

    /// <summary>Breaks as an engine never should.</summary>
    public StreamedAnswer Breaks() => Then(() => throw new InvalidOperationException("The engine broke."));

    /// <summary>The logprob of the token at a place of the whole completion, as this engine gives it.</summary>
    public static float Logprob(int index) => -0.125f * (1 + (index % 7));

    internal async Task<InferenceOutcome> RunAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var arrived = request with { Fields = request.Fields.Clone() };
        _arrived.SetResult(arrived);
        observer?.OnSent("streamed", arrived.Fields);
        while (true)
        {
            var step = await _steps.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var before = _ids.Length;
            if (step() is { } outcome)
            {
                return outcome;
            }

            if (observer is not null)
            {
                await observer.OnDeltaAsync(new(Segment(_last, before)) { WeightVersion = Version }, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private StreamedAnswer Then(Func<InferenceOutcome?> step)
    {
        _ = _steps.Writer.TryWrite(step);
        return this;
    }

    private InferenceOutcome.Completed Completed(string finishReason, StopMatch? stop) => new(new()
    {
        Engine = "streamed",
        Completion = Segment(_ids, 0),
        FinishReason = finishReason,
        Stop = stop,
        Facts = new("cmpl-streamed", _arrived.Task.Result.Prompt.Count, CachedTokens: 3, Version),
        SentFields = _arrived.Task.Result.Fields,
        Extra = JsonElement.Parse("{}"),
    });

    private static TokenSegment Segment(ImmutableArray<int> ids, int start) =>
        TokenSegment.Sampled(ids, [.. ids.Select((_, index) => Logprob(start + index))]);
}
