using Tito.Jinja.Values;

namespace Tito.Core.Rendering.Encoders;

/// <summary>One tool call as the encoders read it.</summary>
/// <param name="Id">The call's id, empty where it has none.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">An object, or the model's text where that is no JSON object.</param>
internal sealed record EncodedToolCall(string Id, string Name, Value Arguments)
{
    /// <summary>Reads a call, or null where it has no function with a name and arguments.</summary>
    public static EncodedToolCall? Read(Value call) =>
        call is DictValue fields && fields.Find("function") is DictValue function
        && function.Find("name") is StringValue name && function.Find("arguments") is { } arguments and (DictValue or StringValue)
            ? new(fields.Find("id") is StringValue id ? id.Text : "", name.Text, arguments)
            : null;
}
