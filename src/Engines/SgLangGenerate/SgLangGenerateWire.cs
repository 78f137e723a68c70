using Tito.Core.Inference;
using Tito.Engines.Http;
using Tito.Engines.SgLang;
using Tito.Engines.SgLangGenerate;

[assembly: Wire<SgLangGenerateWire>]

namespace Tito.Engines.SgLangGenerate;

/// <summary>SGLang's own <c>/generate</c>: token ids in, token ids out, in any release.</summary>
internal sealed class SgLangGenerateWire : IEngineWire
{
    private const int Rank = 20;

    /// <inheritdoc/>
    public string Name => "sglang";

    /// <inheritdoc/>
    public string Path => "/generate";

    // SGLang, tokenizer_manager.py, refuses where max_new_tokens + input_token_num >= context_len.
    /// <inheritdoc/>
    public int? ContextReserve => 1;

    private static ReadOnlySpan<byte> Prompt => "input_ids"u8;

    /// <inheritdoc/>
    public IScoringWire? Scoring { get; } = new SgLangScoring();

    /// <inheritdoc/>
    public SamplingForm Sampling { get; } = SamplingForm.Of(
        "sampling_params", ("max_new_tokens", TokenLimit.Name), ("min_new_tokens", LeastTokens.Name), ("sampling_seed", "seed"));

    /// <inheritdoc/>
    public bool CanStream(InferenceRequest request) => request.RoutedExperts is null;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Fields(InferenceRequest request, int? limit) => SgLangGenerateFields.Write(request, limit);

    /// <inheritdoc/>
    public int HeadLength(InferenceRequest request, ReadOnlySpan<byte> fields) =>
        PromptBody.HeadLength(fields, SgLangServer.Own(request.Id, stream: true), Prompt);

    /// <inheritdoc/>
    public int WriteHead(InferenceRequest request, ReadOnlySpan<byte> fields, bool stream, Span<byte> head) =>
        PromptBody.WriteHead(fields, SgLangServer.Own(request.Id, stream), Prompt, head);

    /// <inheritdoc/>
    public IAnswerReader Read(InferenceRequest request, ReadOnlyMemory<byte> fields) =>
        new SgLangGenerateReader(Name, request, fields);

    /// <inheritdoc/>
    public IEnumerable<AbortCall> Abort(IReadOnlyCollection<string> ids) => SgLangServer.Abort(ids);

    /// <inheritdoc/>
    public Task<EngineProbe?> ProbeAsync(EngineHttp http, CancellationToken cancellationToken) =>
        SgLangServer.ProbeAsync(http, Rank, cancellationToken);
}
