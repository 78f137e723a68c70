using System.Text;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// An assistant message as a chat message: thinking, then text, then calls, whatever the order of its blocks. Clients move text that stood
/// after a call before it, drop empty text and trim thinking; the session's matcher knows that.
/// </summary>
internal static class AssistantBlocks
{
    /// <summary>What Claude Code makes of a call's input that is no JSON: an object with this member, which has the text.</summary>
    public const string Unparsed = "__unparsedToolInput";

    /// <summary>Writes one message.</summary>
    /// <exception cref="MessageException">
    /// A block is of the wrong form, or of a kind that is not served, or has a forged signature.
    /// </exception>
    public static void Write(Utf8JsonWriter json, JsonPlace message, SealCheck seals)
    {
        var (thinking, text) = (new StringBuilder(), new StringBuilder());
        var calls = new List<(string Id, string Name, string Arguments)>();
        var content = message["content"];
        if (content.Json.ValueKind == JsonValueKind.String)
        {
            text.Append(content.Text());
        }
        else
        {
            foreach (var block in content.Items())
            {
                Sort(block, seals, thinking, text, calls);
            }
        }

        ChatMessageWriter.WriteAssistant(json, thinking.ToString(), text.ToString(), calls);
    }

    private static void Sort(
        JsonPlace block,
        SealCheck seals,
        StringBuilder thinking,
        StringBuilder text,
        List<(string Id, string Name, string Arguments)> calls)
    {
        var type = block.Object()["type"];
        switch (type.Text())
        {
            case "text":
                text.Append(block["text"].Text());
                break;
            case "thinking":
                var thought = block["thinking"].Text();
                _ = seals.Read(block["signature"], thought);
                thinking.Append(thought);
                break;
            case "redacted_thinking":
                // Nothing that a template could write; the session has what its own model thought.
                _ = seals.Read(block["data"], "");
                break;
            case "tool_use":
                calls.Add((block["id"].Text(), block["name"].Text(), Arguments(block["input"])));
                break;
            default:
                throw type.Refusal(
                    "names a block that this server never sampled: text, thinking, redacted_thinking and tool_use are served.");
        }
    }

    /// <summary>
    /// What the model sampled. A stream tells it piece by piece, so that it may be no object: the client's library sends back the list, the
    /// text or the number that it spells.
    /// </summary>
    private static string Arguments(JsonPlace input) =>
        input.Found is null ? throw input.Refusal("is required.")
        : input[Unparsed]["raw"] is { Json.ValueKind: JsonValueKind.String } raw ? raw.Text()
        : input.Json.GetRawText();
}
