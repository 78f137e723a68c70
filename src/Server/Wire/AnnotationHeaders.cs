using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>
/// What a request for a turn says of it for a trainer. Headers, because each face has another body, and what stands in it is the agent's.
/// </summary>
internal static class AnnotationHeaders
{
    /// <summary>A JSON object of texts; what is not ASCII is written <c>\u00fc</c>.</summary>
    public const string Metadata = "x-tito-metadata";

    /// <summary>A finite number as JSON has it.</summary>
    public const string Reward = "x-tito-reward";

    /// <summary>Reads both; nothing of what is not there.</summary>
    /// <exception cref="MessageException">One is something else, or is given twice; it names the header, or the member.</exception>
    public static Annotation Read(HttpRequest request) => new(
        Json(request.Headers, Metadata) is { } labels ? ReadMetadata(labels) : null,
        Json(request.Headers, Reward) is { } reward ? ReadReward(reward) : null);

    private static Labels? ReadMetadata(JsonElement value)
    {
        try
        {
            return Labels.ReadSaid(value);
        }
        catch (MessageException wrong)
        {
            throw new MessageException(Metadata, wrong.Message);
        }
    }

    private static double? ReadReward(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new MessageException(Reward, "must be a finite number.");

    private static JsonElement? Json(IHeaderDictionary headers, string name)
    {
        if (!headers.TryGetValue(name, out var values))
        {
            return null;
        }

        return values is [{ Length: > 0 } text] && StrictJson.TryParse(text) is { } json
            ? json
            : throw new MessageException(name, "must be given once, as JSON.");
    }
}
