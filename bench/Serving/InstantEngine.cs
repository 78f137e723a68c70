using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Bench.Serving;

/// <summary>An engine that has its one answer ready: what a turn takes then is the server's own.</summary>
/// <param name="ids">The sampled tokens of each answer.</param>
internal sealed class InstantEngine(ImmutableArray<int> ids) : IInferenceEngine
{
    public const string Message =
        """{"role":"assistant","content":"I read the next file.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"read","arguments":"{\"path\": \"notes.md\"}"}}]}""";

    /// <summary>What a request says of the tool that the answer calls.</summary>
    public const string Tools =
        """[{"type":"function","function":{"name":"read","parameters":{"type":"object","properties":{"path":{"type":"string"}}}}}]""";

    private readonly ImmutableArray<float> _logprobs = [.. Enumerable.Repeat(-0.25f, ids.Length)];
    private readonly JsonElement _message = JsonElement.Parse(Message);
    private readonly JsonElement _fields = JsonElement.Parse("{}");
    private readonly JsonElement _extra = JsonElement.Parse("""{"id":"r","object":"chat.completion","choices":[{"index":0,"message":null,"finish_reason":"tool_calls"}]}""");

    /// <summary>How long the last answer took.</summary>
    public TimeSpan LastTook { get; private set; }

    /// <summary>The session's tokens after the last answer.</summary>
    public int LastTokens { get; private set; }

    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var outcome = new InferenceOutcome.Completed(new()
        {
            Engine = "instant",
            Completion = TokenSegment.Sampled(ids, _logprobs),
            FinishReason = "tool_calls",
            Facts = new("r", request.Prompt.Ids.Length, CachedTokens: null, WeightVersion: null),
            Parsed = _message,
            SentFields = _fields,
            Extra = _extra,
        });
        LastTokens = request.Prompt.Ids.Length + ids.Length;
        LastTook = Stopwatch.GetElapsedTime(start);
        return Task.FromResult<InferenceOutcome>(outcome);
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(false);
}
