using System.Collections.Concurrent;
using Tito.Core.Inference;
using Tito.Tokenizers;

namespace Tito.Tests.Support;

/// <summary>An engine that answers from a script, one line a request. A request beyond the script's end is a failed test.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ScriptedEngine(Tokenizer tokenizer) : IInferenceEngine
{
    private readonly ConcurrentQueue<Line> _script = new();

    /// <summary>The next answer is this text, in the tokenizer's own spelling, and the stop token.</summary>
    public ScriptedEngine Says(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            _script.Enqueue(new(request => ScriptedAnswer.Text(tokenizer, request, text), null));
        }

        return this;
    }

    /// <summary>The next answer is this text and comes when the gate is opened.</summary>
    public ScriptedEngine Says(string text, EngineGate gate)
    {
        _script.Enqueue(new(request => ScriptedAnswer.Text(tokenizer, request, text), gate));
        return this;
    }

    /// <summary>The next answer is this text, with a message that lost the white space at its ends.</summary>
    public ScriptedEngine SaysAndStrips(string text)
    {
        _script.Enqueue(new(request => ScriptedAnswer.Stripped(tokenizer, request, text), null));
        return this;
    }

    /// <summary>The next answer is this text, cut off by length.</summary>
    public ScriptedEngine IsCutOffAfter(string text)
    {
        _script.Enqueue(new(request => ScriptedAnswer.CutOff(tokenizer, request, text), null));
        return this;
    }

    /// <summary>The next answer samples this text, of which the engine's parser makes this message.</summary>
    public ScriptedEngine Parses(string text, string message)
    {
        _script.Enqueue(new(request => ScriptedAnswer.Parsed(tokenizer, request, text, message), null));
        return this;
    }

    /// <summary>The next answer samples this text, special tokens and all, says this, and ends with this word.</summary>
    public ScriptedEngine Samples(string text, string message, string finishReason)
    {
        _script.Enqueue(new(request => ScriptedAnswer.Sampled(tokenizer, request, text, message, finishReason), null));
        return this;
    }

    /// <summary>The next answer is this outcome.</summary>
    public ScriptedEngine Ends(InferenceOutcome outcome)
    {
        _script.Enqueue(new(_ => outcome, null));
        return this;
    }

    public async Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var line = _script.TryDequeue(out var next) ? next : throw new InvalidOperationException("The script has ended.");
        await (line.Gate?.PassAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        return line.Answer(request);
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(false);

    private sealed record Line(Func<InferenceRequest, InferenceOutcome> Answer, EngineGate? Gate);
}
