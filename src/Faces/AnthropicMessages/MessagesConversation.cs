using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>A request's system prompt and messages as chat messages, each with the place from which it came.</summary>
/// <remarks>Not thread-safe while it is read.</remarks>
internal sealed class MessagesConversation
{
    private readonly List<ChatMessage> _messages = [];
    private readonly List<string> _places = [];

    private MessagesConversation(ReasoningSeal seal) => Seals = new(seal);

    /// <summary>The seals of the assistant's thinking.</summary>
    public SealCheck Seals { get; }

    /// <summary>The messages, the newest last.</summary>
    public IReadOnlyList<ChatMessage> Messages => _messages;

    /// <summary>How many assistant messages at the end said nothing, and were left out.</summary>
    public int GhostCount { get; private set; }

    /// <summary>Where each of them stands in the request.</summary>
    public ImmutableArray<string> Places => [.. _places];

    /// <summary>Reads the conversation of a body.</summary>
    /// <param name="body">The request.</param>
    /// <param name="tools">The request's tools, to which results may refer.</param>
    /// <param name="rules">What the operator chose.</param>
    /// <exception cref="MessageException">A message is not of this API's form, or holds what is not served.</exception>
    public static MessagesConversation Read(JsonPlace body, MessagesTools tools, FaceRules rules)
    {
        var conversation = new MessagesConversation(rules.Seal);
        if (SystemText.Of(body["system"], rules.KeepsBillingBlock) is { Length: > 0 } system)
        {
            conversation.Add(body["system"], json => ChatMessageWriter.WriteText(json, "system", [system]));
        }

        foreach (var message in body["messages"].Items())
        {
            var role = message.Object()["role"];
            UnservedFields.RefuseIn(message, body);
            switch (role.Text())
            {
                case "user":
                    UserBlocks.Read(message, tools, conversation);
                    break;
                case "assistant":
                    conversation.Add(message, json => AssistantBlocks.Write(json, message, conversation.Seals));
                    break;
                case "system":
                    if (SystemText.Of(message["content"], keepsBilling: true) is { Length: > 0 } text)
                    {
                        conversation.Add(message, json => ChatMessageWriter.WriteText(json, "system", [text]));
                    }

                    break;
                default:
                    throw role.Refusal("must be user, assistant or system.");
            }
        }

        conversation.LeaveOutGhosts();
        if (!rules.IsCounted)
        {
            conversation.RefusePrefill();
        }

        return conversation;
    }

    /// <summary>
    /// An assistant message at the end that says nothing begins nothing: clients keep one of a stream that was cut off. Rendered as a whole
    /// message it would be an empty turn that nobody sampled.
    /// </summary>
    private void LeaveOutGhosts()
    {
        while (_messages is [.., { Role: Role.Assistant } last] && !HasCalls(last) && !BeginsAnswer(last))
        {
            _messages.RemoveAt(_messages.Count - 1);
            _places.RemoveAt(_places.Count - 1);
            GhostCount++;
        }
    }

    /// <summary>
    /// In this API an assistant message at the end, what it thinks or its text, is the beginning of the answer. It would be part said and
    /// part sampled here, and rendered as a whole message it would be another prompt.
    /// </summary>
    private void RefusePrefill()
    {
        if (_messages is [.., { Role: Role.Assistant } last] && !HasCalls(last) && BeginsAnswer(last))
        {
            throw new MessageException(
                _places[^1], "begins the answer, which is not served: the model samples all of it. End with a user message.");
        }
    }

    private static bool HasCalls(ChatMessage message) => message.Field("tool_calls") is not null;

    private static bool BeginsAnswer(ChatMessage message) => Says(message.Field("content")) || Says(message.Reasoning);

    private static bool Says(JsonElement? text) =>
        text is { ValueKind: JsonValueKind.String } said && !string.IsNullOrWhiteSpace(said.GetString());

    /// <summary>Adds a message.</summary>
    /// <param name="place">From where it came.</param>
    /// <param name="write">Writes it as a chat message.</param>
    public void Add(JsonPlace place, Action<Utf8JsonWriter> write)
    {
        _messages.Add(ChatMessage.Parse(FaceBody.InChat(place.Name, 2, write), place.Name));
        _places.Add(place.Name);
    }
}
