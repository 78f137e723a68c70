using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Turns;

/// <summary>An engine that works until it is told to end, and samples "hi".</summary>
internal sealed class HeldSampling : IInferenceEngine
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _held = new();
    private readonly Channel<string> _asked = Channel.CreateUnbounded<string>();

    /// <summary>What it does with the wish to abort; null to end the requests as aborted.</summary>
    public Func<string, CancellationToken, Task<bool>>? OnAbort { get; set; }

    /// <summary>The word with which it ends what it was asked to give up.</summary>
    public string EndsAs { get; set; } = "abort";

    public ConcurrentQueue<string> Wishes { get; } = new();

    /// <summary>Ends when it was asked once more.</summary>
    public ValueTask<string> AskedAsync() => _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Ends its requests, or those of an attempt; true.</summary>
    public bool End(string reason, string attempt = "")
    {
        foreach (var (_, held) in _held.Where(asked => asked.Key.Contains(attempt, StringComparison.Ordinal)))
        {
            held.TrySetResult(reason);
        }

        return true;
    }

    public async Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var held = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_held.TryAdd(request.Id, held));
        Assert.True(_asked.Writer.TryWrite(request.Id));
        return new InferenceOutcome.Completed(new()
        {
            Engine = "held",
            FinishReason = await held.Task.WaitAsync(cancellationToken),
            Completion = TokenSegment.Sampled(['h', 'i'], [-1f, -1f]),
            SentFields = request.Fields.Clone(),
            Extra = JsonElement.Parse("{}"),
        });
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken)
    {
        Wishes.Enqueue(idPrefix);
        if (OnAbort is { } other)
        {
            return other(idPrefix, cancellationToken);
        }

        foreach (var (_, held) in _held.Where(asked => asked.Key.StartsWith(idPrefix, StringComparison.Ordinal)))
        {
            held.TrySetResult(EndsAs);
        }

        return Task.FromResult(true);
    }
}
