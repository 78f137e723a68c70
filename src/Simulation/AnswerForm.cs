using System.Text.Json;

namespace Tito.Simulation;

/// <summary>What a request demands of the answer's text, as constrained decoding does in an engine.</summary>
/// <param name="IsJson">Whether the text after the thinking is one JSON value, so that the model calls no tool.</param>
/// <param name="Schema">The value's schema; <see cref="JsonValueKind.Undefined"/> where any object will do.</param>
internal readonly record struct AnswerForm(bool IsJson, JsonElement Schema)
{
    /// <summary>No demand.</summary>
    public static AnswerForm Free => default;

    /// <summary>A JSON object of whatever content.</summary>
    public static AnswerForm AnyJson => new(IsJson: true, default);

    /// <summary>A JSON value of a schema.</summary>
    public static AnswerForm Json(JsonElement schema) => new(IsJson: true, schema);
}
