using System.Text.Json;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Fronts;

/// <summary>Reads a request of SGLang's chat wire, or of /generate, for what the server asked its engine.</summary>
internal static class ChatRequest
{
    /// <summary>What the wire's client adds to the fields of whoever asks, in every request.</summary>
    private static readonly string[] OfTheWire =
        ["rid", "input_ids", "logprobs", "return_meta_info", "no_stop_trim", "return_routed_experts", "routed_experts_start_len"];

    public static InferenceRequest Read(JsonElement body)
    {
        var id = body.GetProperty("rid").GetString()!;
        var request = EngineRequest.Of(
            id[..id.IndexOf('/', StringComparison.Ordinal)],
            [.. body.GetProperty("input_ids").EnumerateArray().Select(token => token.GetInt32())],
            "{" + string.Join(',', body.EnumerateObject().Where(field => !OfTheWire.Contains(field.Name)).Select(field => field.ToString())) + "}");
        return request with
        {
            Id = id,
            TokenLimit = body.TryGetProperty("sampling_params", out var sampling) && sampling.TryGetProperty("max_new_tokens", out var limit)
                ? limit.GetInt32()
                : null,
            RoutedExperts = body.TryGetProperty("return_routed_experts", out _)
                ? new(body.TryGetProperty("routed_experts_start_len", out var start) ? start.GetInt32() : 0, Layers: 1, TopK: 1)
                : null,
        };
    }
}
