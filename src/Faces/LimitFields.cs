using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Turns;

namespace Tito.Faces;

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
    /// <summary>How many stop strings a request may have: each token of the answer is held against all of them.</summary>
    private const int MostStops = 64;

    /// <summary>The most tokens that a body lets an engine sample; null where it does not say.</summary>
    public static int? TokenLimit(JsonElement body) => Number(body, "max_completion_tokens") ?? Number(body, "max_tokens");

    /// <summary>Where a body lets an engine stop.</summary>
    /// <exception cref="MessageException">It has more stop strings than may be.</exception>
    public static TurnStops Stops(JsonElement body)
    {
        RequireFewStops(body, "stop");
        ImmutableArray<string> texts = [.. Items(body, "stop").Where(stop => stop.ValueKind == JsonValueKind.String)
            .Select(stop => stop.GetString()!).Where(text => text.Length > 0)];
        ImmutableArray<int> ids = [.. Items(body, "stop_token_ids").Select(Number).OfType<int>()];
        return texts.IsEmpty && ids.IsEmpty ? TurnStops.None : new(texts, ids);
    }

    /// <summary>Refuses more stop strings than may be.</summary>
    /// <param name="body">A JSON object.</param>
    /// <param name="name">The face's name of them.</param>
    /// <exception cref="MessageException">It names the field.</exception>
    public static void RequireFewStops(JsonElement body, string name)
    {
        if (body.TryGetProperty(name, out var stops) && stops.ValueKind == JsonValueKind.Array && stops.GetArrayLength() > MostStops)
        {
            throw new MessageException(name, $"has more than {MostStops} texts.");
        }
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
