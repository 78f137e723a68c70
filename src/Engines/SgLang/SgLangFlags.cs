using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Engines.SgLang;

/// <summary>
/// Of SGLang's server arguments those that change which tokens are sampled. Others are no one's business, and one is a key.
/// </summary>
/// <remarks>SGLang, <c>server_args.py</c>, as <c>/server_info</c> shows them.</remarks>
internal static class SgLangFlags
{
    private const int MaxLength = 200;

    private static readonly ImmutableArray<string> Names =
    [
        "attention_backend", "chunked_prefill_size", "context_length", "disable_radix_cache", "dp_size", "dtype",
        "enable_deterministic_inference", "ep_size", "grammar_backend", "kv_cache_dtype", "load_format", "model_path", "pp_size",
        "quantization", "revision", "rope_scaling", "sampling_backend", "speculative_algorithm", "tokenizer_path", "tp_size",
    ];

    /// <summary>The flags that the server shows, in the order of their names.</summary>
    /// <param name="server">The answer; anything but an object shows none.</param>
    public static ImmutableArray<KeyValuePair<string, string>> Read(JsonElement server) => server.ValueKind != JsonValueKind.Object ? [] :
    [
        .. Names.Where(name => server.TryGetProperty(name, out _))
            .Select(name => KeyValuePair.Create(name, server.GetProperty(name).GetRawText()))
            .Where(flag => flag.Value.Length <= MaxLength),
    ];
}
