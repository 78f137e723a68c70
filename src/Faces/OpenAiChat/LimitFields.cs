using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Turns;

namespace Tito.Faces.OpenAiChat;

/// <summary>
/// The fields that say where a completion is to end. They go to the engine as they are, which refuses what it does not understand; here
/// they are read as far as they can be.
/// </summary>
/// <remarks>
/// OpenAI, API reference: <c>max_completion_tokens</c>, or <c>max_tokens</c>, which is deprecated in its favour; <c>stop</c>, a text or a
/// list of texts. SGLang and vLLM: <c>stop_token_ids</c>, a list of ids.
/// </remarks>
internal static class LimitFields
{
    /// <summary>The most tokens that a body lets an engine sample; null where it does not say.</summary>
    public static int? TokenLimit(JsonElement body) => Number(body, "max_completion_tokens") ?? Number(body, "max_tokens");

    /// <summary>Where a body lets an engine stop.</summary>
    public static TurnStops Stops(JsonElement body)
    {
        ImmutableArray<string> texts = [.. Items(body, "stop").Where(stop => stop.ValueKind == JsonValueKind.String)
            .Select(stop => stop.GetString()!).Where(text => text.Length > 0)];
        ImmutableArray<int> ids = [.. Items(body, "stop_token_ids").Select(Number).OfType<int>()];
        return texts.IsEmpty && ids.IsEmpty ? TurnStops.None : new(texts, ids);
    }

    private static ImmutableArray<JsonElement> Items(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : [value];

    private static int? Number(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && Number(value) is > 0 and var number ? number : null;

    private static int? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
