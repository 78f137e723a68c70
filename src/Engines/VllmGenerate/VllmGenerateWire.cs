using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Engines.Http;
using Tito.Engines.Vllm;
using Tito.Engines.VllmGenerate;

[assembly: Wire<VllmGenerateWire>]

namespace Tito.Engines.VllmGenerate;

/// <summary>
/// vLLM's <c>/inference/v1/generate</c>: token ids in, token ids out, in its older form (chat-shaped logprobs) and the newest.
/// </summary>
/// <remarks>
/// vLLM, <c>scale_out/token_in_token_out/protocol.py</c>. Off by default in later releases: <c>--enable-scale-out</c>.
/// <c>max_tokens</c> is 16 in older ones when it is not sent.
/// </remarks>
internal sealed class VllmGenerateWire : IEngineWire
{
    private const int Rank = 20;
    private const int NotFound = 404;

    private static readonly FieldRules Rules = new(
    [
        .. VllmFields.Shared,
        FieldRules.Rule("response_format", VllmFields.ResponseFormatAsGrammar),
        FieldRules.As("vllm_xargs", "extra_args"),
    ]);

    /// <inheritdoc/>
    public string Name => "vllm-generate";

    /// <inheritdoc/>
    public string Path => "/inference/v1/generate";

    /// <inheritdoc/>
    public int? ContextReserve => 0;

    private static ReadOnlySpan<byte> Prompt => "token_ids"u8;

    /// <inheritdoc/>
    public IScoringWire? Scoring { get; } = new VllmGenerateScoring();

    /// <inheritdoc/>
    public SamplingForm Sampling { get; } = SamplingForm.Of("sampling_params");

    /// <inheritdoc/>
    public bool CanStream(InferenceRequest request) => request.RoutedExperts is null;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Fields(InferenceRequest request, int? limit)
    {
        var (sampling, beside) = (new EngineFields(), new EngineFields());
        Rules.Apply(LeastTokens.Fields(request), sampling, beside);
        return JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("sampling_params");
            if (limit is { } count)
            {
                json.WriteNumber("max_tokens", count);
            }

            sampling.WriteTo(json);
            json.WriteNumber("logprobs", 0); // That of the sampled token alone.
            json.WriteBoolean("skip_special_tokens", false);
            json.WriteEndObject();
            beside.WriteTo(json);
            json.WriteBoolean("return_token_ids", true);
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
    public IAnswerReader Read(InferenceRequest request, ReadOnlyMemory<byte> fields) => new VllmGenerateReader(Name, request, fields);

    /// <inheritdoc/>
    public IEnumerable<AbortCall> Abort(IReadOnlyCollection<string> ids) =>
        VllmServer.Abort(ids, id => $"generate-tokens-{id}");

    /// <inheritdoc/>
    public async Task<EngineProbe?> ProbeAsync(EngineHttp http, CancellationToken cancellationToken)
    {
        // A route that is there refuses to be read: 405. One that is off is not there.
        var (status, _) = await http.LookAsync(Path, body: null, cancellationToken).ConfigureAwait(false);
        return status is 0 or NotFound ? null : await VllmServer.ProbeAsync(http, Rank, cancellationToken).ConfigureAwait(false);
    }
}
