using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Simulation.Scenarios;

/// <summary>A message as a client keeps and sends it.</summary>
internal sealed record ClientMessage
{
    /// <summary>Who speaks.</summary>
    public required string Role { get; init; }

    /// <summary>What is said; null where the client writes null for nothing.</summary>
    public required string? Content { get; init; }

    /// <summary>What the model thought; null where there is nothing, or the client dropped it.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Whether the client has the reasoning under its other name, after all else.</summary>
    public bool IsRenamed { get; init; }

    /// <summary>Whether it has the fields that SDKs put into an answer, and that no template reads.</summary>
    public bool IsDressed { get; init; }

    /// <summary>Whether its text is a part with a mark for a provider's cache.</summary>
    public bool IsCached { get; init; }

    /// <summary>The call that a tool's result answers; null for other messages.</summary>
    public string? CallId { get; init; }

    /// <summary>What is called.</summary>
    public ImmutableArray<(string Id, string Name, string Arguments)> Calls { get; init; } = [];

    /// <summary>Whether nobody but the model can have said it.</summary>
    public bool IsAssistant => Role == "assistant";

    /// <summary>The same with white space before the arguments of its calls.</summary>
    public ClientMessage Spread() =>
        this with { Calls = [.. Calls.Select(call => (call.Id, call.Name, "  " + call.Arguments))] };

    /// <summary>The same in another client's spelling: the other name for reasoning, and null for no text.</summary>
    public ClientMessage Respelled() => Spread() with { IsRenamed = true, Content = Content is "" ? null : Content };

    /// <summary>Writes it in the form of OpenAI's chat API.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("role", Role);
        if (IsDressed)
        {
            json.WriteNull("refusal");
        }

        if (CallId is not null)
        {
            json.WriteString("tool_call_id", CallId);
        }

        WriteContent(json);
        if (Reasoning is not null && !IsRenamed)
        {
            json.WriteString("reasoning_content", Reasoning);
        }

        if (!Calls.IsEmpty)
        {
            WriteCalls(json);
        }

        if (Reasoning is not null && IsRenamed)
        {
            json.WriteString("reasoning", Reasoning);
        }

        if (IsDressed)
        {
            json.WriteStartArray("annotations");
            json.WriteEndArray();
            json.WriteNull("audio");
            json.WriteNull("function_call");
        }

        json.WriteEndObject();
    }

    private void WriteContent(Utf8JsonWriter json)
    {
        if (!IsCached)
        {
            json.WriteString("content", Content);
            return;
        }

        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", Content);
        json.WriteStartObject("cache_control");
        json.WriteString("type", "ephemeral");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteCalls(Utf8JsonWriter json)
    {
        json.WriteStartArray("tool_calls");
        foreach (var (index, (id, name, arguments)) in Calls.Index())
        {
            json.WriteStartObject();
            if (IsDressed)
            {
                json.WriteNumber("index", index);
            }

            json.WriteString("id", id);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", name);
            json.WriteString("arguments", arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
