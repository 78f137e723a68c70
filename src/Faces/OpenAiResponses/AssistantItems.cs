using System.Text;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The items of one answer on their way to one message of the assistant.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class AssistantItems
{
    private const string AllCalls =
        "names one call of an answer: all calls of that answer have to be there, each once, in their order and directly after each other.";

    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _content = new();
    private readonly List<(string Id, string Name, string Arguments)> _calls = [];
    private string? _answer;
    private bool _refersToText;
    private int _lastCall = -1;
    private (JsonPlace Id, int Count)? _named;

    /// <summary>Where the first item stands, or null when there is none.</summary>
    public JsonPlace? First { get; private set; }

    /// <summary>Whether an item's id says that it is of another answer than those before it.</summary>
    public bool IsOfAnother(string? answer) => answer is not null && _answer is not null && answer != _answer;

    /// <summary>Adds an item.</summary>
    /// <exception cref="MessageException">It is of the wrong form, or of a kind that is not served.</exception>
    public void Add(string type, JsonPlace item, string? answer)
    {
        First ??= item;
        _answer ??= answer;
        switch (type)
        {
            case "message":
                _content.AppendJoin("", ItemText.Of(item["content"]));
                break;
            case "reasoning":
                // What an answer of ours thought is its content; a summary is nobody's tokens.
                _reasoning.AppendJoin("", ItemText.Of(item["content"]));
                break;
            case "function_call":
                Call(item, item["arguments"].Text());
                break;
            case "custom_tool_call":
                Call(item, JsonBytes.Text(json =>
                {
                    json.WriteStartObject();
                    json.WriteString(ServedTool.Input, item["input"].Text());
                    json.WriteEndObject();
                }));
                break;
            default:
                throw item["type"].Refusal(
                    "names an item that is not served: message, reasoning, function_call, custom_tool_call, their outputs and "
                    + "item_reference are.");
        }
    }

    /// <summary>
    /// Adds an item that is named: what the answer has of its kind, a call after those before it. An id says the place of its item among
    /// those that were told, and a stream may have told others than the whole answer has: so calls are told apart by their order alone,
    /// and have to be there all.
    /// </summary>
    /// <param name="item">The reference.</param>
    /// <param name="answer">The answer's id, out of the item's.</param>
    /// <param name="message">The answer's message; null while it is not known.</param>
    /// <exception cref="MessageException">The answer has no such item, or a call comes twice or out of its order.</exception>
    public void Refer(JsonPlace item, string answer, ChatMessage? message)
    {
        First ??= item;
        _answer ??= answer;
        if (message is null)
        {
            return;
        }

        switch (item["id"].Text().Split('_')[0])
        {
            case "rs":
                _reasoning.Clear().Append(message.Reasoning is { ValueKind: JsonValueKind.String } thought ? thought.GetString() : "");
                break;
            case "msg" when !_refersToText:
                _refersToText = true;
                _content.Append(message.Field("content") is { ValueKind: JsonValueKind.String } text ? text.GetString() : "");
                break;
            case "msg":
                break;
            case "fc" when InputItem.IndexOf(item) is { } index
                && message.Field("tool_calls") is { ValueKind: JsonValueKind.Array } calls && calls.GetArrayLength() > _calls.Count:
                if (index <= _lastCall)
                {
                    throw item["id"].Refusal(AllCalls);
                }

                var (call, function) = (calls[_calls.Count], calls[_calls.Count].GetProperty("function"));
                (_lastCall, _named) = (index, (item["id"], calls.GetArrayLength()));
                _calls.Add((
                    call.GetProperty("id").GetString()!,
                    function.GetProperty("name").GetString()!,
                    function.GetProperty("arguments").GetString()!));
                break;
            default:
                throw item["id"].Refusal("names no item of that answer.");
        }
    }

    /// <summary>Writes them as a message.</summary>
    /// <exception cref="MessageException">A call of an answer is named, and others of it are not there.</exception>
    public void Write(Utf8JsonWriter json)
    {
        if (_named is { } named && named.Count != _calls.Count)
        {
            throw named.Id.Refusal(AllCalls);
        }

        ChatMessageWriter.WriteAssistant(json, _reasoning.ToString(), _content.ToString(), _calls);
    }

    private void Call(JsonPlace item, string arguments)
    {
        _lastCall = InputItem.IndexOf(item) ?? _lastCall;
        _calls.Add((item["call_id"].Text(), ServedTool.NameOf(item["namespace"].Present?.Text(), item["name"].Text()), arguments));
    }
}
