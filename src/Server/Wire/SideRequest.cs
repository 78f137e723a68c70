using System.Text.Json;
using Tito.Core.Turns;

namespace Tito.Server.Wire;

/// <summary>What a request is for, by its form: the faces have brought all of them into the one of OpenAI's chat API.</summary>
internal static class SideRequest
{
    /// <summary>Whether a request asks for the title of a conversation: without tools, for an object whose one member is a title.</summary>
    public static bool IsTitle(TurnRequest request) =>
        request.Inputs.Tools is null or { ValueKind: JsonValueKind.Array }
        && (request.Inputs.Tools is not { } tools || tools.GetArrayLength() == 0)
        && Member(request.Fields, "response_format") is { } format
        && Member(format, "json_schema") is { } named
        && Member(named, "schema") is { } schema
        && Member(schema, "properties") is { } members
        && members.EnumerateObject().Select(member => member.Name).SequenceEqual(["title"]);

    /// <summary>An object's member that is an object.</summary>
    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;
}
