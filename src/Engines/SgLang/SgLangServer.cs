using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Engines.Http;

namespace Tito.Engines.SgLang;

/// <summary>The routes of SGLang's server beside those of completions.</summary>
internal static class SgLangServer
{
    /// <summary>
    /// Calls of <c>POST /abort_request</c>, one an id. The scheduler of SGLang matches rids by prefix, but its tokenizer manager drops a
    /// rid that it does not know before that, and the answer is 200 all the same (with one tokenizer worker, which is the default).
    /// </summary>
    public static IEnumerable<AbortCall> Abort(IReadOnlyCollection<string> ids) =>
        ids.Select(id => new AbortCall("/abort_request", JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("rid", id);
            json.WriteBoolean("abort_all", false);
            json.WriteEndObject();
        })));

    /// <summary>The fields of a request that are its own alone, without braces.</summary>
    public static byte[] Own(string id, bool stream) =>
        [.. "\"rid\":"u8, .. ResponseFormat.Quoted(id), .. stream ? ",\"stream\":true"u8 : []];

    /// <summary>
    /// Looks whether this is SGLang, and how it was started. Deprecated names of the routes are tried where the new ones are not there.
    /// </summary>
    /// <param name="http">The engine.</param>
    /// <param name="rank">How well the wire serves SGLang.</param>
    /// <param name="cancellationToken">Gives the look up.</param>
    public static async Task<EngineProbe?> ProbeAsync(EngineHttp http, int rank, CancellationToken cancellationToken)
    {
        var model = await LookAsync(http, cancellationToken, "/model_info", "/get_model_info").ConfigureAwait(false);
        if (model is null || !model.Value.TryGetProperty("model_path", out _))
        {
            return null;
        }

        var server = await LookAsync(http, cancellationToken, "/server_info", "/get_server_info").ConfigureAwait(false) ?? default;
        var served = await ServedModels.LookAsync(http, cancellationToken).ConfigureAwait(false);
        return new(
            rank, "SGLang", Text(server, "version"), served.Model ?? Text(model.Value, "model_path"), Text(model.Value, "tokenizer_path"),
            served.ContextLength, MissingFlags(server))
        {
            Flags = SgLangFlags.Read(server),
        };
    }

    private static ImmutableArray<string> MissingFlags(JsonElement server)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        if (IsOff(server, "incremental_streaming_output"))
        {
            missing.Add("--incremental-streaming-output (each frame of a stream repeats all tokens)");
        }

        if (IsOff(server, "enable_return_routed_experts"))
        {
            missing.Add("--enable-return-routed-experts (no routed experts)");
        }

        return missing.DrainToImmutable();
    }

    private static async Task<JsonElement?> LookAsync(EngineHttp http, CancellationToken cancellationToken, params string[] paths)
    {
        foreach (var path in paths)
        {
            var (status, json) = await http.LookAsync(path, body: null, cancellationToken).ConfigureAwait(false);
            if (status == 200 && json is { ValueKind: JsonValueKind.Object })
            {
                return json;
            }
        }

        return null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object ? AnswerField.OptionalText(json, name) : null;

    private static bool IsOff(JsonElement server, string name) =>
        server.ValueKind == JsonValueKind.Object && server.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.False;
}
