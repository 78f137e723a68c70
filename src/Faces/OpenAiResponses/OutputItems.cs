using System.Text.Json;
using Tito.Core.Completions;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The items of an answer, out of the deltas of its message, and the events that tell them.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="answerId">The answer's id.</param>
/// <param name="echo">How the client knows the tools, and whether reasoning has a seal for it.</param>
/// <param name="seal">The seals of the session.</param>
internal sealed class OutputItems(string answerId, ResponsesEcho echo, ReasoningSeal seal)
{
    private readonly List<OutputItem> _items = [];
    private bool _isOpen;

    /// <summary>The items so far; all of them are whole after <see cref="Close"/>.</summary>
    public IReadOnlyList<OutputItem> All => _items;

    /// <summary>Adds a delta.</summary>
    /// <param name="delta">The delta.</param>
    /// <param name="tell">Makes an event from its type and its members.</param>
    public IEnumerable<FaceEvent> Add(CompletionDelta delta, TellEvent tell)
    {
        switch (delta.Kind)
        {
            case DeltaKind.Reasoning or DeltaKind.Content:
                return [.. Enter(delta.Kind, tell), TextDelta(delta.Text, tell)];
            case DeltaKind.CallBegin:
                var closed = Close(tell);
                var call = new OutputItem(NextId("fc"), DeltaKind.CallBegin) { Tool = echo.Find(delta.Text), CallId = delta.CallId };
                return [.. closed, .. Open(call, tell)];
            case DeltaKind.CallArguments:
                return [.. ArgumentsDelta(delta.Text, tell)];
            default:
                return Close(tell);
        }
    }

    /// <summary>Ends the item that is open.</summary>
    public IEnumerable<FaceEvent> Close(TellEvent tell)
    {
        if (!_isOpen)
        {
            return [];
        }

        _isOpen = false;
        var item = _items[^1];
        return
        [
            .. item.Kind == DeltaKind.CallBegin ? CallDone(item, tell) : TextDone(item, tell),
            ItemEvent("response.output_item.done", item, isDone: true, tell),
        ];
    }

    private IEnumerable<FaceEvent> Enter(DeltaKind kind, TellEvent tell)
    {
        if (_isOpen && _items[^1].Kind == kind)
        {
            return [];
        }

        var closed = Close(tell);
        var item = new OutputItem(NextId(kind == DeltaKind.Reasoning ? "rs" : "msg"), kind)
        {
            Seal = echo.SealsReasoning ? thought => seal.Of(answerId, thought) : null,
        };
        return [.. closed, .. Open(item, tell), PartEvent("response.content_part.added", item, isDone: false, tell)];
    }

    private IEnumerable<FaceEvent> Open(OutputItem item, TellEvent tell)
    {
        _items.Add(item);
        _isOpen = true;
        return [ItemEvent("response.output_item.added", item, isDone: false, tell)];
    }

    private FaceEvent TextDelta(string text, TellEvent tell)
    {
        var item = _items[^1];
        item.Append(text);
        return tell($"response.{Word(item)}.delta", json =>
        {
            WritePlace(json, item, hasContent: true);
            json.WriteString("delta", text);
            WriteLogprobs(json, item);
        });
    }

    private IEnumerable<FaceEvent> TextDone(OutputItem item, TellEvent tell) =>
    [
        tell($"response.{Word(item)}.done", json =>
        {
            WritePlace(json, item, hasContent: true);
            json.WriteString("text", item.Text);
            WriteLogprobs(json, item);
        }),
        PartEvent("response.content_part.done", item, isDone: true, tell),
    ];

    /// <summary>The text of a custom tool is known when its arguments are whole.</summary>
    private IEnumerable<FaceEvent> ArgumentsDelta(string text, TellEvent tell)
    {
        var item = _items[^1];
        item.Append(text);
        return item.Tool!.IsCustom ? [] : [CallEvent("response.function_call_arguments.delta", item, "delta", text, tell)];
    }

    private IEnumerable<FaceEvent> CallDone(OutputItem item, TellEvent tell) => item.Tool!.IsCustom
        ?
        [
            CallEvent("response.custom_tool_call_input.delta", item, "delta", item.CustomInput, tell),
            CallEvent("response.custom_tool_call_input.done", item, "input", item.CustomInput, tell),
        ]
        : [CallEvent("response.function_call_arguments.done", item, "arguments", item.Text, tell)];

    private FaceEvent CallEvent(string type, OutputItem item, string field, string text, TellEvent tell) =>
        tell(type, json =>
        {
            WritePlace(json, item, hasContent: false);
            if (field == "arguments")
            {
                json.WriteString("name", item.Tool!.Name);
            }

            json.WriteString(field, text);
        });

    private FaceEvent ItemEvent(string type, OutputItem item, bool isDone, TellEvent tell) => tell(type, json =>
    {
        json.WriteNumber("output_index", _items.Count - 1);
        json.WritePropertyName("item");
        item.Write(json, isDone);
    });

    private FaceEvent PartEvent(string type, OutputItem item, bool isDone, TellEvent tell) => tell(type, json =>
    {
        WritePlace(json, item, hasContent: true);
        json.WritePropertyName("part");
        item.WritePart(json, isDone);
    });

    private void WritePlace(Utf8JsonWriter json, OutputItem item, bool hasContent)
    {
        json.WriteString("item_id", item.Id);
        json.WriteNumber("output_index", _items.Count - 1);
        if (hasContent)
        {
            json.WriteNumber("content_index", 0);
        }
    }

    private static void WriteLogprobs(Utf8JsonWriter json, OutputItem item)
    {
        if (item.Kind == DeltaKind.Content)
        {
            json.WriteStartArray("logprobs");
            json.WriteEndArray();
        }
    }

    private static string Word(OutputItem item) => item.Kind == DeltaKind.Reasoning ? "reasoning_text" : "output_text";

    private string NextId(string prefix) => InputItem.IdOf(prefix, answerId, _items.Count);
}
