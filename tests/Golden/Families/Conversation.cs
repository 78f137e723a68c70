using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Families;
using Tito.Core.Messages;

namespace Tito.Tests.Golden.Families;

/// <summary>A generated conversation: turns of the model, and between them only messages of roles that the family may append.</summary>
internal sealed record Conversation(IReadOnlyList<ChatMessage> Messages, JsonElement? Tools, JsonElement Kwargs)
{
    private static readonly ImmutableArray<string> Words =
    [
        "weather", "Zürich", "数据", "🙂", "ls -la", "<b>", "\"quoted\"", "it's", "a\tb", "e\u0301", "\n", "  ", "</tool_response>", "{\"a\": 1}",
    ];

    /// <summary>The conversation of a seed; with <paramref name="oneTask"/> the user speaks once, and every turn reasons and calls tools.</summary>
    public static Conversation Generate(Family family, int seed, bool oneTask = false)
    {
        var random = new Random(seed);
        var messages = new List<JsonObject>();
        if (random.Next(3) > 0)
        {
            messages.Add(Message("system", Text(random)));
        }

        messages.Add(Message("user", "What now?"));
        for (var turn = random.Next(1, 4); turn >= 0; turn--)
        {
            var calls = Math.Max(oneTask ? 1 : 0, random.Next(-1, 3));
            messages.Add(Assistant(random, turn, calls));
            if (oneTask)
            {
                messages[^1]["reasoning_content"] = "So " + Text(random);
            }

            messages.AddRange(Enumerable.Range(0, calls).Select(i => ToolResult(random, turn, i)));
            if (calls == 0 || (!oneTask && random.Next(3) == 0))
            {
                var others = family.AppendRoles.Where(role => role is not (Role.Tool or Role.Developer)).ToArray();
                messages.AddRange(Enumerable.Range(0, random.Next(1, 3)).Select(_ =>
                    Message(others[random.Next(others.Length)].ToString().ToLowerInvariant(), Text(random))));
            }
        }

        return new(
            [.. messages.Select(message => ChatMessage.Parse(JsonElement.Parse(message.ToJsonString()), "message"))],
            random.Next(2) == 0
                ? null
                : JsonElement.Parse("""[{"type":"function","function":{"name":"f","description":"Does f.","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}]"""),
            JsonElement.Parse(random.Next(3) switch
            {
                0 => "{}",
                1 => """{"enable_thinking":false,"thinking":false}""",
                _ => """{"enable_thinking":true,"thinking":true}""",
            }));
    }

    private static JsonObject Assistant(Random random, int turn, int calls)
    {
        var message = Message("assistant", Text(random));
        if (random.Next(3) > 0)
        {
            message["reasoning_content"] = random.Next(3) == 0 ? "" : Text(random);
        }

        if (calls > 0)
        {
            message["tool_calls"] = new JsonArray([.. Enumerable.Range(0, calls).Select(i => (JsonNode)new JsonObject
            {
                ["id"] = $"call_{turn}_{i}",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "f", ["arguments"] = new JsonObject { ["a"] = Text(random), ["n"] = random.Next(9) }.ToJsonString() },
            })]);
        }

        return message;
    }

    private static JsonObject ToolResult(Random random, int turn, int call)
    {
        var message = Message("tool", Text(random));
        message["tool_call_id"] = $"call_{turn}_{call}";
        return message;
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private static string Text(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(5)).Select(_ => Words[random.Next(Words.Length)]));
}
