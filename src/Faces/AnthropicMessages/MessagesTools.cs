using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>The tools of a request: those that the prompt declares, and those that are deferred until a result refers to them.</summary>
/// <remarks>
/// Anthropic, tool search: a tool with <c>defer_loading</c> is not in the prompt; a <c>tool_reference</c> in a later result loads it. The
/// list of tools grows in its middle then, and what is declared stays the same, so that the prompt's head does.
/// </remarks>
internal sealed class MessagesTools
{
    private readonly Dictionary<string, JsonPlace> _deferred = new(StringComparer.Ordinal);

    private readonly List<string> _dropped = [];

    private MessagesTools(JsonPlace? tools, FaceRules rules)
    {
        var declared = new List<JsonPlace>();
        foreach (var tool in tools?.Items() ?? [])
        {
            if (IsHosted(tool, rules))
            {
                _dropped.Add(tool["type"].Text());
            }
            else if (tool["defer_loading"].Present?.Flag() == true)
            {
                _deferred[tool["name"].Text()] = tool;
            }
            else
            {
                declared.Add(tool);
            }
        }

        Declared = declared.Count == 0 ? null : FaceBody.InChat("tools", 1, json =>
        {
            json.WriteStartArray();
            declared.ForEach(tool => WriteTool(json, tool));
            json.WriteEndArray();
        });
    }

    /// <summary>The tools that the prompt declares, in the form of OpenAI's chat API; null for none.</summary>
    public JsonElement? Declared { get; }

    /// <summary>Reads the field <c>tools</c>.</summary>
    /// <exception cref="MessageException">
    /// A tool is of the wrong form, nests too deep, or is one that the provider declares and the operator refuses.
    /// </exception>
    public static MessagesTools Read(JsonPlace body, FaceRules rules) => new(body["tools"].Present, rules);

    /// <summary>What was left out.</summary>
    public ImmutableArray<FaceNote> Notes =>
        _dropped.Count == 0 ? [] : [new("dropped-tools", FaceNote.Visible(string.Join(", ", _dropped)))];

    /// <summary>What the model reads where a result refers to a deferred tool: its declaration.</summary>
    public string Loaded(JsonPlace reference)
    {
        var name = reference["tool_name"].Text();
        return _deferred.TryGetValue(name, out var tool)
            ? $"<function>{JsonBytes.Text(json => WriteFunction(json, tool))}</function>"
            : name;
    }

    /// <summary>Writes the field <c>tool_choice</c>, and whether the model may call several tools at once.</summary>
    public static void WriteChoice(Utf8JsonWriter json, JsonPlace place)
    {
        if (place.Present is not { } choice)
        {
            return;
        }

        var type = choice.Object()["type"];
        switch (type.Text())
        {
            case "auto":
                break;
            case "any":
                json.WriteString("tool_choice", "required");
                break;
            case "none":
                json.WriteString("tool_choice", "none");
                break;
            case "tool":
                FaceBody.WriteChosenFunction(json, choice["name"].Text());
                break;
            default:
                throw type.Refusal("must be auto, any, tool or none.");
        }

        if (choice["disable_parallel_tool_use"].Present?.Flag() == true)
        {
            json.WriteBoolean("parallel_tool_calls", false);
        }
    }

    /// <summary>Whether a tool is one that the provider declares, which has no schema of its own.</summary>
    private static bool IsHosted(JsonPlace tool, FaceRules rules)
    {
        _ = tool.Object()["name"].Text();
        if (tool["type"].Present is not { } type || type.Text() == "custom")
        {
            _ = tool["input_schema"].Object();
            return false;
        }

        return !rules.RefusesHostedTools
            ? true
            : throw type.Refusal(
                "names a tool that the provider declares, and this server has only those with an input_schema. Leave it out.");
    }

    private static void WriteTool(Utf8JsonWriter json, JsonPlace tool)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WritePropertyName("function");
        WriteFunction(json, tool);
        json.WriteEndObject();
    }

    private static void WriteFunction(Utf8JsonWriter json, JsonPlace tool)
    {
        json.WriteStartObject();
        json.WriteString("name", tool["name"].Text());
        if (tool["description"].Present is { } description)
        {
            json.WriteString("description", description.Text());
        }

        json.WritePropertyName("parameters");
        tool["input_schema"].Json.WriteTo(json);
        if (tool["strict"].Present is { } strict)
        {
            json.WriteBoolean("strict", strict.Flag());
        }

        json.WriteEndObject();
    }
}
