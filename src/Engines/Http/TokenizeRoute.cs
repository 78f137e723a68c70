using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Engines.Http;

/// <summary><c>POST /tokenize</c>, which SGLang and vLLM have alike: <c>{"prompt"}</c> in, <c>{"tokens"}</c> out.</summary>
internal static class TokenizeRoute
{
    /// <summary>The ids of a text; null where the engine has no such route or answers otherwise.</summary>
    /// <returns>The status, 0 when no answer came, and the ids.</returns>
    public static async Task<(int Status, int[]? Ids)> LookAsync(EngineHttp http, string text, CancellationToken cancellationToken)
    {
        var body = JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("prompt", text);
            json.WriteBoolean("add_special_tokens", false);
            json.WriteEndObject();
        });
        var (status, answer) = await http.LookAsync("/tokenize", body, cancellationToken).ConfigureAwait(false);
        int[]? ids = status == 200
            && answer is { ValueKind: JsonValueKind.Object } json
            && json.TryGetProperty("tokens", out var tokens)
            && tokens.ValueKind == JsonValueKind.Array
            && tokens.EnumerateArray().All(token => token.ValueKind == JsonValueKind.Number && token.TryGetInt32(out _))
                ? [.. tokens.EnumerateArray().Select(token => token.GetInt32())]
                : null;
        return (status, ids);
    }
}
