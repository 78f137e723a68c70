using System.Text.Json;
using Tito.Core.Messages;
using Tito.Engines.Http;

namespace Tito.Engines.Vllm;

/// <summary>The routes of vLLM's server beside those of completions.</summary>
internal static class VllmServer
{
    /// <summary>
    /// The call of <c>POST /abort_requests</c>. An empty list means every request to vLLM, those of others as well, so that none is ever
    /// sent. An id that is under way nowhere is passed over, so each goes in every form that vLLM's releases made of it.
    /// </summary>
    /// <param name="ids">The ids.</param>
    /// <param name="forms">What vLLM makes of an id of this wire, besides the id itself.</param>
    public static IEnumerable<AbortCall> Abort(
        IReadOnlyCollection<string> ids, params IReadOnlyCollection<Func<string, string>> forms) =>
        ids.Count == 0 ? [] :
        [
            new("/abort_requests", JsonBytes.Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("request_ids");
                foreach (var id in ids.Order(StringComparer.Ordinal))
                {
                    json.WriteStringValue(id);
                    foreach (var form in forms)
                    {
                        json.WriteStringValue(form(id));
                    }
                }

                json.WriteEndArray();
                json.WriteEndObject();
            })),
        ];

    /// <summary>The fields of a request that are its own alone, without braces.</summary>
    public static byte[] Own(string id, bool stream) =>
    [
        .. "\"request_id\":"u8,
        .. ResponseFormat.Quoted(id),
        .. stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"u8 : [],
    ];

    /// <summary>Looks whether this is vLLM: <c>/version</c> and a model <c>owned_by</c> vllm.</summary>
    public static async Task<EngineProbe?> ProbeAsync(EngineHttp http, int rank, CancellationToken cancellationToken)
    {
        var served = await ServedModels.LookAsync(http, cancellationToken).ConfigureAwait(false);
        if (served.Owner != "vllm")
        {
            return null;
        }

        var (_, version) = await http.LookAsync("/version", body: null, cancellationToken).ConfigureAwait(false);
        return new(
            rank,
            "vLLM",
            version is { ValueKind: JsonValueKind.Object } json ? AnswerField.OptionalText(json, "version") : null,
            served.Model,
            Tokenizer: null,
            served.ContextLength,
            MissingFlags: []);
    }
}
