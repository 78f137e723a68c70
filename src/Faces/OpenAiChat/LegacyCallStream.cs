using System.Text;
using System.Text.Json;
using Tito.Core.Completions;

namespace Tito.Faces.OpenAiChat;

/// <summary>
/// The first call of an answer while it is streamed in the form from before tools; kept, in case that there is a second one.
/// </summary>
internal sealed class LegacyCallStream
{
    private readonly StringBuilder _arguments = new();

    /// <summary>The call's id, which the form has no place for.</summary>
    public string? Id { get; private set; }

    /// <summary>The function's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The arguments so far.</summary>
    public string Arguments => _arguments.ToString();

    /// <summary>Writes the name.</summary>
    public void Begin(Utf8JsonWriter json, CompletionDelta delta)
    {
        (Id, Name) = (delta.CallId, delta.Text);
        json.WriteStartObject(LegacyAnswer.FinishReason);
        json.WriteString("name", Name);
        json.WriteString("arguments", "");
        json.WriteEndObject();
    }

    /// <summary>Writes a piece of the arguments.</summary>
    public void Add(Utf8JsonWriter json, string text)
    {
        _arguments.Append(text);
        json.WriteStartObject(LegacyAnswer.FinishReason);
        json.WriteString("arguments", text);
        json.WriteEndObject();
    }
}
