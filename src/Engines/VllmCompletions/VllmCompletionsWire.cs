using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Engines.Http;
using Tito.Engines.Vllm;
using Tito.Engines.VllmCompletions;

[assembly: Wire<VllmCompletionsWire>]

namespace Tito.Engines.VllmCompletions;

/// <summary>vLLM's <c>/v1/completions</c> with a token prompt and <c>return_token_ids</c>: in any release that knows that field.</summary>
/// <remarks>vLLM, <c>completion/protocol.py</c>; <c>max_tokens</c> is 16 when it is not sent.</remarks>
internal sealed class VllmCompletionsWire : IEngineWire
{
    private const int Rank = 10;

    private static readonly FieldRules Rules = new([.. VllmFields.Shared, .. FieldRules.Same("response_format", "vllm_xargs")]);

    /// <inheritdoc/>
    public string Name => "vllm";

    /// <inheritdoc/>
    public string Path => "/v1/completions";

    /// <inheritdoc/>
    public int? ContextReserve => 0;

    private static ReadOnlySpan<byte> Prompt => "prompt"u8;

    /// <inheritdoc/>
    public IScoringWire? Scoring { get; } = new VllmCompletionsScoring();

    /// <inheritdoc/>
    public bool CanStream(InferenceRequest request) => request.RoutedExperts is null;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Fields(InferenceRequest request, int? limit)
    {
        var fields = new EngineFields();
        Rules.Apply(LeastTokens.Fields(request), fields, fields);
        return JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            if (limit is { } count)
            {
                json.WriteNumber("max_tokens", count);
            }

            fields.WriteTo(json);
            json.WriteNumber("logprobs", 0); // That of the sampled token alone.
            json.WriteBoolean("return_token_ids", true);
            json.WriteBoolean("return_tokens_as_token_ids", true); // The logprobs' own view of the ids.
            json.WriteBoolean("skip_special_tokens", false);
            if (request.RoutedExperts is { StartRow: > 0 and var start })
            {
                json.WriteNumber("routed_experts_prompt_start", start);
            }

            json.WriteEndObject();
        });
    }

    /// <inheritdoc/>
    public int HeadLength(InferenceRequest request, ReadOnlySpan<byte> fields) =>
        PromptBody.HeadLength(fields, VllmServer.Own(request.Id, stream: true), Prompt);

    /// <inheritdoc/>
    public int WriteHead(InferenceRequest request, ReadOnlySpan<byte> fields, bool stream, Span<byte> head) =>
        PromptBody.WriteHead(fields, VllmServer.Own(request.Id, stream), Prompt, head);

    /// <inheritdoc/>
    public IAnswerReader Read(InferenceRequest request, ReadOnlyMemory<byte> fields) =>
        new VllmCompletionsReader(Name, request, fields);

    /// <inheritdoc/>
    /// <remarks>vLLM, <c>completion/serving.py</c>: each prompt of a request runs by itself, as the answer's id with its index.</remarks>
    public IEnumerable<AbortCall> Abort(IReadOnlyCollection<string> ids) =>
        VllmServer.Abort(ids, id => $"cmpl-{id}", id => $"cmpl-{id}-0");

    /// <inheritdoc/>
    public Task<EngineProbe?> ProbeAsync(EngineHttp http, CancellationToken cancellationToken) =>
        VllmServer.ProbeAsync(http, Rank, cancellationToken);
}
