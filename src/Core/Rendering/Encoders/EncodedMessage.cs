using System.Collections.Immutable;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering.Encoders;

/// <summary>One normalized message as the encoders read it.</summary>
internal sealed class EncodedMessage
{
    private readonly DictValue _fields;

    private EncodedMessage(int index, Value message)
    {
        Index = index;
        _fields = (DictValue)message;
        Role = Text("role");
        Content = Text("content");
        Reasoning = Text("reasoning_content");
        ToolCalls = ReadToolCalls();
    }

    /// <summary>Its place in the conversation, from 0.</summary>
    public int Index { get; }

    public string Role { get; }

    /// <summary>The text, empty where there is none: SGLang gives these encoders no null (serving_chat.py).</summary>
    public string Content { get; }

    /// <summary>The reasoning, empty where there is none.</summary>
    public string Reasoning { get; }

    /// <summary>The tool calls, empty where there are none.</summary>
    public ImmutableArray<EncodedToolCall> ToolCalls { get; }

    /// <summary>The id of the call that a tool result answers, empty where it does not say.</summary>
    public string ToolCallId => Text("tool_call_id");

    /// <summary>Reads a conversation.</summary>
    /// <exception cref="RenderException">A field has a value that the format has no place for.</exception>
    public static ImmutableArray<EncodedMessage> ReadAll(ListValue messages)
    {
        var read = ImmutableArray.CreateBuilder<EncodedMessage>(messages.Items.Length);
        foreach (var message in messages.Items)
        {
            read.Add(new(read.Count, message));
        }

        return read.MoveToImmutable();
    }

    /// <summary>A failure that names the message.</summary>
    public RenderException Refuse(string reason) => new($"messages[{Index}]: {reason}", null);

    private string Text(string name) => _fields.Find(name) switch
    {
        null or NoneValue => "",
        StringValue text => text.Text,
        _ => throw Refuse($"{name} must be a string."),
    };

    private ImmutableArray<EncodedToolCall> ReadToolCalls() => _fields.Find("tool_calls") switch
    {
        null or NoneValue => [],
        ListValue calls => [.. calls.Items.Select(call => EncodedToolCall.Read(call)
            ?? throw Refuse("a tool call needs a function with a name and arguments."))],
        _ => throw Refuse("tool_calls must be an array."),
    };
}
