using Tito.Core.Inference;
using Tito.Engines.Http;
using Tito.Engines.SgLang;
using Tito.Engines.SgLangChat;

[assembly: Wire<SgLangChatWire>]

namespace Tito.Engines.SgLangChat;

/// <summary>
/// SGLang's <c>/v1/chat/completions</c> with <c>input_ids</c>: token ids in and out, and the engine's own parse beside them.
/// </summary>
internal sealed class SgLangChatWire : IEngineWire
{
    private const int Rank = 10;

    /// <inheritdoc/>
    public string Name => "sglang-chat";

    /// <inheritdoc/>
    public string Path => "/v1/chat/completions";

    /// <inheritdoc/>
    public int? ContextReserve => null;

    // SGLang, serving_chat.py: return_meta_info with a stream is 400, and no other part of a stream has the logprobs of ids.
    // SGLang, serving_chat.py: logprob_start_len is -1 whatever is asked, so that no given token is scored.
    /// <inheritdoc/>
    public IScoringWire? Scoring => null;

    /// <inheritdoc/>
    public bool CanStream(InferenceRequest request) => false;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Fields(InferenceRequest request, int? limit) => SgLangChatRequestBody.Fields(request);

    /// <inheritdoc/>
    public int HeadLength(InferenceRequest request, ReadOnlySpan<byte> fields) => SgLangChatRequestBody.HeadLength(request, fields);

    /// <inheritdoc/>
    public int WriteHead(InferenceRequest request, ReadOnlySpan<byte> fields, bool stream, Span<byte> head) =>
        SgLangChatRequestBody.WriteHead(request, fields, head);

    /// <inheritdoc/>
    public IAnswerReader Read(InferenceRequest request, ReadOnlyMemory<byte> fields) => new SgLangChatReader(Name, request, fields);

    /// <inheritdoc/>
    public IEnumerable<AbortCall> Abort(IReadOnlyCollection<string> ids) => SgLangServer.Abort(ids);

    /// <inheritdoc/>
    public Task<EngineProbe?> ProbeAsync(EngineHttp http, CancellationToken cancellationToken) =>
        SgLangServer.ProbeAsync(http, Rank, cancellationToken);
}
