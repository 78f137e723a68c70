using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// A user message as chat messages: each tool result is one of its own, and so are the texts between two results, in the order in which
/// they stand.
/// </summary>
internal static class UserBlocks
{
    private const string User = "user";

    /// <summary>Reads one message.</summary>
    /// <exception cref="MessageException">A block is of the wrong form, or of a kind that is not served.</exception>
    public static void Read(JsonPlace message, MessagesTools tools, MessagesConversation conversation)
    {
        var content = message["content"];
        if (content.Json.ValueKind == JsonValueKind.String)
        {
            conversation.Add(message, json => ChatMessageWriter.WriteText(json, User, [content.Text()]));
            return;
        }

        var texts = new List<string>();
        var count = 0;
        foreach (var block in content.Items())
        {
            var type = block.Object()["type"];
            switch (type.Text())
            {
                case "text":
                    texts.Add(block["text"].Text());
                    break;
                case "tool_result":
                    Flush();
                    count++;
                    conversation.Add(block, json => ChatMessageWriter.WriteResult(
                        json, block["tool_use_id"].Text(), [.. Texts(block["content"], tools)]));
                    break;
                default:
                    throw type.Refusal("names a block that is not served in a user message: text and tool_result are.");
            }
        }

        if (texts.Count > 0 || count == 0)
        {
            Flush(evenIfEmpty: true);
        }

        void Flush(bool evenIfEmpty = false)
        {
            string[] said = [.. texts.Where(text => text.Length > 0)];
            texts.Clear();
            if (said.Length > 0 || (evenIfEmpty && count == 0))
            {
                count++;
                conversation.Add(message, json => ChatMessageWriter.WriteText(json, User, said));
            }
        }
    }

    private static IEnumerable<string> Texts(JsonPlace content, MessagesTools tools) => content.Json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        JsonValueKind.String => [content.Text()],
        _ => content.Items().Select(block => BlockText(block, tools)),
    };

    private static string BlockText(JsonPlace block, MessagesTools tools)
    {
        var type = block.Object()["type"];
        return type.Text() switch
        {
            "text" => block["text"].Text(),
            "tool_reference" => tools.Loaded(block),
            _ => throw type.Refusal("names a block that is not served in a tool result: text and tool_reference are."),
        };
    }
}
