using System.Text;
using System.Text.Json;
using Tito.Core.Completions;

namespace Tito.Faces.OpenAiResponses;

/// <summary>One item of an answer while it grows: reasoning, a message, or a call.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="id">The item's id.</param>
/// <param name="kind">What it is: <see cref="DeltaKind.CallBegin"/> for a call.</param>
internal sealed class OutputItem(string id, DeltaKind kind)
{
    private readonly StringBuilder _text = new();

    /// <summary>The item's id.</summary>
    public string Id => id;

    /// <summary>What it is.</summary>
    public DeltaKind Kind => kind;

    /// <summary>The tool that a call is of.</summary>
    public ServedTool? Tool { get; init; }

    /// <summary>The id by which the client answers a call; null of what is no call.</summary>
    public string? CallId { get; init; }

    /// <summary>Makes what the client sends back with its reasoning of the whole text; null for nothing.</summary>
    public Func<string, string>? Seal { get; init; }

    /// <summary>Its text so far, or the arguments of a call.</summary>
    public string Text => _text.ToString();

    /// <summary>The free text of a call of a custom tool; the arguments themselves where they are of another form.</summary>
    public string CustomInput => CustomText.Of(Text);

    /// <summary>Adds text.</summary>
    public void Append(string text) => _text.Append(text);

    /// <summary>Writes the item.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="isDone">Whether it is whole, or only begins and shows no text yet.</param>
    public void Write(Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        switch (kind)
        {
            case DeltaKind.Reasoning:
                json.WriteString("type", "reasoning");
                json.WriteStartArray("summary");
                json.WriteEndArray();
                WriteContent(json, isDone);
                if (isDone && Seal is not null)
                {
                    json.WriteString("encrypted_content", Seal(Text));
                }

                break;
            case DeltaKind.Content:
                json.WriteString("type", "message");
                json.WriteString("role", "assistant");
                WriteContent(json, isDone);
                break;
            default:
                WriteCall(json, isDone);
                break;
        }

        json.WriteString("status", isDone ? "completed" : "in_progress");
        json.WriteEndObject();
    }

    /// <summary>Writes the part that has the text.</summary>
    public void WritePart(Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("type", kind == DeltaKind.Reasoning ? "reasoning_text" : "output_text");
        json.WriteString("text", isDone ? Text : "");
        if (kind == DeltaKind.Content)
        {
            json.WriteStartArray("annotations");
            json.WriteEndArray();
            json.WriteStartArray("logprobs");
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteContent(Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartArray("content");
        if (isDone)
        {
            WritePart(json, isDone);
        }

        json.WriteEndArray();
    }

    private void WriteCall(Utf8JsonWriter json, bool isDone)
    {
        json.WriteString("type", Tool!.IsCustom ? "custom_tool_call" : "function_call");
        json.WriteString("call_id", CallId);
        json.WriteString("name", Tool.Name);
        if (Tool.Namespace is { } space)
        {
            json.WriteString("namespace", space);
        }

        json.WriteString(
            Tool.IsCustom ? "input" : "arguments",
            !isDone ? "" : Tool.IsCustom ? CustomInput : Text);
    }
}
