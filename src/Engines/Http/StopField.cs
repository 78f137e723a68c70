using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>Where an engine says it stopped: a stop token's id or a stop string.</summary>
internal static class StopField
{
    /// <summary>The field's value; null when it is absent or anything else.</summary>
    public static StopMatch? Read(JsonElement parent, string name) => !parent.TryGetProperty(name, out var matched)
        ? null
        : matched.ValueKind switch
        {
            JsonValueKind.Number when matched.TryGetInt32(out var id) && id >= 0 => new(id, null),
            JsonValueKind.String when AnswerField.OptionalText(parent, name) is { } text => new(null, text),
            _ => null,
        };
}
