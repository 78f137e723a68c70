using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The tools of a request: flat functions, functions in namespaces, and custom tools, which take a free text.</summary>
/// <remarks>
/// Tools that OpenAI runs itself are left out, and the answer says so, unless the operator has them refused: no engine here runs them,
/// and agents send one of them with every request. A custom tool is a function with one text for the model; a grammar of its own goes into
/// its description.
/// </remarks>
internal sealed class ResponsesTools
{
    private static readonly string[] Hosted =
    [
        "web_search", "web_search_2025_08_26", "web_search_preview", "web_search_preview_2025_03_11", "file_search", "computer",
        "computer_use_preview", "code_interpreter", "programmatic_tool_calling", "image_generation", "mcp", "local_shell", "shell",
        "apply_patch", "tool_search",
    ];

    private readonly OrderedDictionary<string, ServedTool> _tools = new(StringComparer.Ordinal);
    private readonly List<string> _dropped = [];

    private ResponsesTools(JsonPlace body, FaceRules rules)
    {
        var declared = new List<Action<Utf8JsonWriter>>();
        foreach (var tool in Lists(body).SelectMany(list => list.Items()))
        {
            Add(tool, null, declared, rules);
        }

        Declared = declared.Count == 0 ? null : FaceBody.InChat("tools", 1, json =>
        {
            json.WriteStartArray();
            declared.ForEach(write => write(json));
            json.WriteEndArray();
        });
    }

    /// <summary>The tools that the prompt declares, in the form of OpenAI's chat API; null for none.</summary>
    public JsonElement? Declared { get; }

    /// <summary>What was left out.</summary>
    public ImmutableArray<FaceNote> Notes =>
        _dropped.Count == 0 ? [] : [new("dropped-tools", FaceNote.Visible(string.Join(", ", _dropped.Distinct())))];

    /// <summary>Reads the field <c>tools</c>, and the items of the input that add to it.</summary>
    /// <exception cref="MessageException">A tool is of the wrong form, or nests too deep.</exception>
    public static ResponsesTools Read(JsonPlace body, FaceRules rules) => new(body, rules);

    /// <summary>The tools that the model may call, each once, in the order in which they came.</summary>
    public IEnumerable<ServedTool> All => _tools.Values;

    private static IEnumerable<JsonPlace> Lists(JsonPlace body)
    {
        if (body["tools"].Present is { } tools)
        {
            yield return tools;
        }

        if (body["input"].Json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in body["input"].Items().Where(item => InputItem.TypeOf(item) == InputItem.AdditionalTools))
            {
                yield return item["tools"];
            }
        }
    }

    private void Add(JsonPlace tool, string? space, List<Action<Utf8JsonWriter>> declared, FaceRules rules)
    {
        var type = tool.Object()["type"];
        switch (type.Text())
        {
            case "function":
                Declare(new(space, tool["name"].Text(), IsCustom: false), tool, declared);
                break;
            case "custom":
                Declare(new(space, tool["name"].Text(), IsCustom: true), tool, declared);
                break;
            case "namespace" when space is null:
                var name = tool["name"].Text();
                foreach (var inner in tool["tools"].Items())
                {
                    Add(inner, name, declared, rules);
                }

                break;
            case var hosted when Hosted.Contains(hosted) && rules.RefusesHostedTools:
                throw type.Refusal("names a tool that the provider runs, and this server runs none. Leave it out.");
            case var hosted when Hosted.Contains(hosted):
                _dropped.Add(hosted);
                break;
            default:
                throw type.Refusal("must be function, custom or namespace, or name a tool that the provider runs.");
        }
    }

    private void Declare(ServedTool served, JsonPlace tool, List<Action<Utf8JsonWriter>> declared)
    {
        _tools[served.ModelName] = served;
        declared.Add(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", served.ModelName);
            if (Description(tool) is { } description)
            {
                json.WriteString("description", description);
            }

            json.WritePropertyName("parameters");
            (served.IsCustom ? FreeText : tool["parameters"].Present?.Object().Json ?? NoParameters).WriteTo(json);
            if (tool["strict"].Present is { } strict)
            {
                json.WriteBoolean("strict", strict.Flag());
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static string? Description(JsonPlace tool)
    {
        var given = tool["description"].Present?.Text();
        return tool["format"].Present?.Object()["definition"].Present is { } grammar
            ? $"{given}\n\nThe input must match this grammar:\n{grammar.Text()}".TrimStart()
            : given;
    }

    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    private static readonly JsonElement FreeText = JsonElement.Parse(
        """{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}""");
}
