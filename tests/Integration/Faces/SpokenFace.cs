using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tito.Tests.Integration.Faces;

/// <summary>A client of one face, which keeps its history as chat messages and says it in the face's own words.</summary>
/// <param name="Route">Where it asks.</param>
/// <param name="Body">A request, out of a history of chat messages with all tools.</param>
/// <param name="Answer">The chat message of an answer.</param>
internal sealed record SpokenFace(string Route, Func<JsonArray, JsonObject> Body, Func<JsonElement, JsonObject> Answer)
{
    public static SpokenFace Chat { get; } = new("v1/chat/completions", ChatBody, ChatAnswer);

    public static SpokenFace Messages { get; } = new("v1/messages", MessagesBody, MessagesAnswer);

    public static SpokenFace Responses { get; } = new("v1/responses", ResponsesBody, ResponsesAnswer);

    public static ImmutableArray<SpokenFace> All { get; } = [Chat, Messages, Responses];

    private static JsonObject Weather => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("city"),
    };

    private static JsonObject ChatBody(JsonArray history) => new()
    {
        ["model"] = "qwen3",
        ["messages"] = history.DeepClone(),
        ["tools"] = new JsonArray(new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = "get_weather", ["parameters"] = Weather },
        }),
    };

    private static JsonObject ChatAnswer(JsonElement answer) =>
        JsonNode.Parse(answer.GetProperty("choices")[0].GetProperty("message").GetRawText())!.AsObject();

    private static JsonObject MessagesBody(JsonArray history)
    {
        var messages = new JsonArray();
        foreach (var message in history.Skip(1).Select(message => message!.AsObject()))
        {
            messages.Add((JsonNode)(Text(message, "role") switch
            {
                "assistant" => new JsonObject { ["role"] = "assistant", ["content"] = MessagesBlocks(message) },
                "tool" => new JsonObject
                {
                    ["role"] = "user",
                    ["content"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "tool_result",
                        ["tool_use_id"] = Text(message, "tool_call_id"),
                        ["content"] = Text(message, "content"),
                        ["cache_control"] = new JsonObject { ["type"] = "ephemeral" },
                    }),
                },
                _ => new JsonObject { ["role"] = "user", ["content"] = Text(message, "content") },
            }));
        }

        return new()
        {
            ["model"] = "qwen3",
            ["max_tokens"] = 4096,
            ["system"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = Text(history[0]!.AsObject(), "content") }),
            ["messages"] = messages,
            ["tools"] = new JsonArray(new JsonObject { ["name"] = "get_weather", ["input_schema"] = Weather }),
        };
    }

    private static JsonArray MessagesBlocks(JsonObject message)
    {
        var blocks = new JsonArray();
        if (Text(message, "reasoning_content") is { Length: > 0 } thinking)
        {
            blocks.Add((JsonNode)new JsonObject { ["type"] = "thinking", ["thinking"] = thinking, ["signature"] = "" });
        }

        if (Text(message, "content") is { Length: > 0 } text)
        {
            blocks.Add((JsonNode)new JsonObject { ["type"] = "text", ["text"] = text });
        }

        foreach (var call in Calls(message))
        {
            blocks.Add((JsonNode)new JsonObject
            {
                ["type"] = "tool_use",
                ["id"] = Text(call, "id"),
                ["name"] = Text(call["function"]!.AsObject(), "name"),
                ["input"] = JsonNode.Parse(Text(call["function"]!.AsObject(), "arguments")!),
            });
        }

        return blocks;
    }

    private static JsonObject MessagesAnswer(JsonElement answer)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = "" };
        var calls = new JsonArray();
        foreach (var block in answer.GetProperty("content").EnumerateArray())
        {
            switch (block.GetProperty("type").GetString())
            {
                case "thinking":
                    message["reasoning_content"] = block.GetProperty("thinking").GetString();
                    break;
                case "text":
                    message["content"] = block.GetProperty("text").GetString();
                    break;
                default:
                    calls.Add((JsonNode)Call(block.GetProperty("id"), block.GetProperty("name"), block.GetProperty("input").GetRawText()));
                    break;
            }
        }

        return WithCalls(message, calls);
    }

    private static JsonObject ResponsesBody(JsonArray history)
    {
        var input = new JsonArray();
        foreach (var message in history.Skip(1).Select(message => message!.AsObject()))
        {
            foreach (var item in ResponsesItems(message))
            {
                input.Add((JsonNode)item);
            }
        }

        return new()
        {
            ["model"] = "qwen3",
            ["instructions"] = Text(history[0]!.AsObject(), "content"),
            ["input"] = input,
            ["store"] = false,
            ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["name"] = "get_weather", ["parameters"] = Weather }),
        };
    }

    private static IEnumerable<JsonObject> ResponsesItems(JsonObject message)
    {
        var role = Text(message, "role")!;
        if (role == "tool")
        {
            yield return new() { ["type"] = "function_call_output", ["call_id"] = Text(message, "tool_call_id"), ["output"] = Text(message, "content") };
            yield break;
        }

        if (Text(message, "reasoning_content") is { Length: > 0 } reasoning)
        {
            yield return new()
            {
                ["type"] = "reasoning",
                ["summary"] = new JsonArray(),
                ["content"] = new JsonArray(new JsonObject { ["type"] = "reasoning_text", ["text"] = reasoning }),
            };
        }

        if (Text(message, "content") is { Length: > 0 } text)
        {
            yield return new()
            {
                ["role"] = role,
                ["content"] = new JsonArray(new JsonObject { ["type"] = role == "user" ? "input_text" : "output_text", ["text"] = text }),
            };
        }

        foreach (var call in Calls(message))
        {
            yield return new()
            {
                ["type"] = "function_call",
                ["call_id"] = Text(call, "id"),
                ["name"] = Text(call["function"]!.AsObject(), "name"),
                ["arguments"] = Text(call["function"]!.AsObject(), "arguments"),
            };
        }
    }

    private static JsonObject ResponsesAnswer(JsonElement answer)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = "" };
        var calls = new JsonArray();
        foreach (var item in answer.GetProperty("output").EnumerateArray())
        {
            switch (item.GetProperty("type").GetString())
            {
                case "reasoning":
                    message["reasoning_content"] = item.GetProperty("content")[0].GetProperty("text").GetString();
                    break;
                case "message":
                    message["content"] = item.GetProperty("content")[0].GetProperty("text").GetString();
                    break;
                default:
                    calls.Add((JsonNode)Call(item.GetProperty("call_id"), item.GetProperty("name"), item.GetProperty("arguments").GetString()!));
                    break;
            }
        }

        return WithCalls(message, calls);
    }

    private static JsonObject Call(JsonElement id, JsonElement name, string arguments) => new()
    {
        ["id"] = id.GetString(),
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name.GetString(), ["arguments"] = arguments },
    };

    private static JsonObject WithCalls(JsonObject message, JsonArray calls)
    {
        if (calls.Count > 0)
        {
            message["tool_calls"] = calls;
        }

        return message;
    }

    private static IEnumerable<JsonObject> Calls(JsonObject message) =>
        message["tool_calls"] is JsonArray calls ? calls.Select(call => call!.AsObject()) : [];

    private static string? Text(JsonObject json, string name) => json[name]?.GetValue<string>();
}
