using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tito.Tests.Support;

/// <summary>The message list of a client that grows with each turn.</summary>
internal sealed class Conversation
{
    /// <summary>Tools for which the simulated engine writes calls.</summary>
    public const string Tools =
        """[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";

    private readonly JsonArray _messages = [];

    public Conversation System(string text) => Add("system", text);

    public Conversation User(string text) => Add("user", text);

    /// <summary>A tool result without a call's id.</summary>
    public Conversation Tool(string text) => Add("tool", text);

    /// <summary>An assistant message that says only a text.</summary>
    public Conversation Assistant(string text) => Add("assistant", text);

    /// <summary>An assistant message as it came.</summary>
    public Conversation Assistant(JsonElement message)
    {
        _messages.Add((JsonNode?)JsonObject.Create(message));
        return this;
    }

    /// <summary>What an agent does with an answer: it keeps the message, and says a fixed result for each call, or asks on.</summary>
    public Conversation GoOn(HttpAnswer answer)
    {
        var message = answer.Json.GetProperty("choices")[0].GetProperty("message");
        Assistant(message);
        if (!message.TryGetProperty("tool_calls", out var calls))
        {
            return User("And tomorrow? 🌧️");
        }

        foreach (var call in calls.EnumerateArray())
        {
            _messages.Add((JsonNode)new JsonObject
            {
                ["role"] = "tool",
                ["tool_call_id"] = call.GetProperty("id").GetString(),
                ["content"] = """{"temperature": 21.5, "unit": "°C"}""",
            });
        }

        return this;
    }

    /// <summary>A copy that grows on its own.</summary>
    public Conversation Fork()
    {
        var copy = new Conversation();
        foreach (var message in _messages)
        {
            copy._messages.Add(message!.DeepClone());
        }

        return copy;
    }

    /// <summary>The message list alone.</summary>
    public JsonElement Messages => JsonElement.Parse(_messages.ToJsonString());

    /// <summary>A request with the messages so far.</summary>
    public string Body() => $$"""{"messages":{{_messages.ToJsonString()}}}""";

    /// <summary>A request with the messages so far and <see cref="Tools"/>.</summary>
    public string BodyWithTools(bool stream = false) =>
        $$"""{"model":"qwen3","messages":{{_messages.ToJsonString()}},"tools":{{Tools}},"stream":{{(stream ? "true" : "false")}}}""";

    private Conversation Add(string role, string text)
    {
        _messages.Add((JsonNode)new JsonObject { ["role"] = role, ["content"] = text });
        return this;
    }
}
