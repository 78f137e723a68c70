using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiChat;

/// <summary>The API's form from before tools: <c>functions</c>, <c>function_call</c> and messages of the role <c>function</c>.</summary>
/// <remarks>OpenAI, API reference: each is deprecated "in favor of" <c>tools</c>, <c>tool_choice</c> and the role <c>tool</c>.</remarks>
internal static class LegacyFunctions
{
    private const string Functions = "functions";
    private const string Choice = "function_call";

    /// <summary>Whether a field is one of these.</summary>
    public static bool IsField(string name) => name is Functions or Choice;

    /// <summary>Whether a request declares its tools in this form.</summary>
    public static bool AreDeclared(JsonElement body) =>
        Find(body, Functions) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0;

    /// <summary>The functions as tools; null where there are none.</summary>
    /// <exception cref="MessageException">They are of the wrong form, or beside tools, or chosen from where there are none.</exception>
    public static JsonElement? Tools(JsonElement body)
    {
        var functions = Find(body, Functions);
        if (functions is { ValueKind: not JsonValueKind.Array })
        {
            throw new MessageException(Functions, "must be an array.");
        }

        if (!AreDeclared(body))
        {
            return Find(body, Choice) is { ValueKind: JsonValueKind.Object }
                ? throw new MessageException(Choice, "must not name a function where `functions` declares none.")
                : null;
        }

        RequireAlone(body, Functions, "tools");
        if (Find(body, Choice) is not null)
        {
            RequireAlone(body, Choice, "tool_choice");
        }

        foreach (var (index, function) in functions!.Value.EnumerateArray().Index())
        {
            if (function.ValueKind != JsonValueKind.Object || !function.TryGetProperty("name", out _))
            {
                throw new MessageException($"{Functions}[{index}].name", "is required.");
            }
        }

        return OpenAiTools.Wrapped(functions, Functions);
    }

    /// <summary>Writes what the request says of the choice of a function, where it declares any, as a choice of a tool.</summary>
    /// <exception cref="MessageException">It is none of the API's forms.</exception>
    public static void WriteChoice(Utf8JsonWriter json, JsonElement body)
    {
        if (Find(body, Choice) is not { } choice || (choice.ValueKind != JsonValueKind.Object && IsFree(choice) && !AreDeclared(body)))
        {
            return;
        }

        if (choice.ValueKind == JsonValueKind.Object && Find(choice, "name") is { ValueKind: JsonValueKind.String } name)
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WritePropertyName("name");
            name.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }

        if (!IsFree(choice))
        {
            throw new MessageException(Choice, "must be \"none\", \"auto\" or an object with a name.");
        }

        json.WritePropertyName("tool_choice");
        choice.WriteTo(json);
    }

    private static bool IsFree(JsonElement choice) =>
        choice.ValueKind == JsonValueKind.String && (choice.ValueEquals("none") || choice.ValueEquals("auto"));

    private static void RequireAlone(JsonElement body, string name, string other)
    {
        if (Find(body, other) is { } beside && !(beside.ValueKind == JsonValueKind.Array && beside.GetArrayLength() == 0))
        {
            throw new MessageException(name, $"must not be beside `{other}`, which says the same.");
        }
    }

    internal static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
