using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>
/// The values that rows of format 1 keep in the words of the only wire of their time, SGLang's chat API; format 2 has columns for them. The
/// names here are those of stored bytes and never change.
/// </summary>
public static class FormatOne
{
    /// <summary>The inputs that shaped the prompt besides messages, from a stored request.</summary>
    /// <param name="request">The row's <c>request</c>, a JSON object.</param>
    public static TurnInputs Inputs(JsonElement request) => new(Field(request, "tools"), Field(request, "chat_template_kwargs"));

    /// <summary>The engine's id of an answer, or null when it gave none.</summary>
    /// <param name="response">The row's <c>response</c>, a JSON object.</param>
    public static string? ResponseId(JsonElement response) =>
        Field(response, "id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    private static JsonElement? Field(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
