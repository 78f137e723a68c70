using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiResponses;

/// <summary>A request's instructions and input as chat messages, each with the place from which it came.</summary>
/// <remarks>
/// Reasoning, text and calls that follow each other are one message of the assistant, as long as their ids do not say that they are of two
/// answers. Not thread-safe while it is read.
/// </remarks>
internal sealed class ResponsesConversation
{
    private readonly List<ChatMessage> _messages = [];
    private readonly List<string> _places = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Func<string, ChatMessage?> _answers;
    private AssistantItems _assistant = new();

    private ResponsesConversation(ReasoningSeal seal, Func<string, ChatMessage?> answers) => (Seals, _answers) = (new(seal), answers);

    /// <summary>The seals of the assistant's reasoning.</summary>
    public SealCheck Seals { get; }

    /// <summary>The messages, the newest last.</summary>
    public IReadOnlyList<ChatMessage> Messages => _messages;

    /// <summary>Where each of them stands in the request.</summary>
    public ImmutableArray<string> Places => [.. _places];

    /// <summary>The ids of the answers of which the request names items instead of sending them.</summary>
    public IReadOnlySet<string> Named => _named;

    /// <summary>Reads the conversation of a body.</summary>
    /// <param name="body">The request.</param>
    /// <param name="seal">The seals of the session.</param>
    /// <param name="answers">The messages of answers of which items are named; null while one is not known.</param>
    /// <exception cref="MessageException">An item is not of this API's form, or is one that is not served.</exception>
    public static ResponsesConversation Read(JsonPlace body, ReasoningSeal seal, Func<string, ChatMessage?> answers)
    {
        var conversation = new ResponsesConversation(seal, answers);
        if (body["instructions"].Present is { } instructions && instructions.Text() is { Length: > 0 } text)
        {
            conversation.Add(instructions, json => ChatMessageWriter.WriteText(json, "system", [text]));
        }

        var input = body["input"];
        if (input.Json.ValueKind == JsonValueKind.String)
        {
            conversation.Add(input, json => ChatMessageWriter.WriteText(json, "user", [input.Text()]));
        }
        else
        {
            foreach (var item in input.Items())
            {
                conversation.Take(item);
            }
        }

        conversation.Flush();
        return conversation;
    }

    private void Take(JsonPlace item)
    {
        var type = InputItem.TypeOf(item);
        switch (type)
        {
            case InputItem.AdditionalTools:
                break;
            case "message" when item["role"].Text() is var role && role != "assistant":
                Flush();
                Add(item, json => ChatMessageWriter.WriteText(json, role, ItemText.Of(item["content"])));
                break;
            case "function_call_output" or "custom_tool_call_output":
                Flush();
                Add(item, json => ChatMessageWriter.WriteResult(json, item["call_id"].Text(), ItemText.Of(item["output"])));
                break;
            case InputItem.Reference:
                var named = InputItem.AnswerOf(item) ?? throw item["id"].Refusal("is not the id of an item that this server gave.");
                if (_assistant.IsOfAnother(named))
                {
                    Flush();
                }

                _named.Add(named);
                _assistant.Refer(item, named, _answers(named));
                break;
            default:
                // A client that drops ids keeps the seal.
                var answer = type == "reasoning" ? SealedAnswer(item) ?? InputItem.AnswerOf(item) : InputItem.AnswerOf(item);
                if (_assistant.IsOfAnother(answer))
                {
                    Flush();
                }

                _assistant.Add(type, item, answer);
                break;
        }
    }

    private string? SealedAnswer(JsonPlace item) => Seals.Read(item["encrypted_content"], string.Concat(ItemText.Of(item["content"])));

    private void Flush()
    {
        if (_assistant.First is { } place)
        {
            Add(place, _assistant.Write);
            _assistant = new();
        }
    }

    private void Add(JsonPlace place, Action<Utf8JsonWriter> write)
    {
        _messages.Add(ChatMessage.Parse(FaceBody.InChat(place.Name, 2, write), place.Name));
        _places.Add(place.Name);
    }
}
