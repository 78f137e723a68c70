using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tito.Cli.Demo;

/// <summary>
/// A weather-and-shell agent with a script: it asks, answers every tool call, says something in the middle of the task, takes one
/// turn back and asks again, and ends with a summary. What the model says decides only how many tool rounds there are.
/// </summary>
internal sealed class DemoAgent
{
    /// <summary>Most tool rounds that follow one question.</summary>
    private const int MaxRounds = 4;

    private readonly JsonArray _messages = [];

    /// <summary>Plays the script.</summary>
    /// <param name="ask">Sends a request and gives back the assistant message.</param>
    public async Task RunAsync(Func<DemoStep, Task<JsonElement>> ask)
    {
        Add("system", "You are a careful assistant with a weather service and a shell. Think before you call a tool.");
        Add("user", "I fly to Lisbon tomorrow. What is the weather there, and what do I have in my workspace?");
        var answer = await AskAsync(ask, "A system prompt, tools and a question");
        AddResults(answer);
        answer = await AskAsync(ask, "The tools' results go back");

        AddResults(answer);
        Add("user", "One more thing: please give me the temperature in Fahrenheit, too. 🙂");
        await AskAsync(ask, "A user message in the middle of the task");

        // The turn that was just taken is dropped: the same history, and another message in the place of the last one.
        _messages.RemoveAt(_messages.Count - 1);
        _messages.RemoveAt(_messages.Count - 1);
        Add("user", "One more thing: 请用摄氏度 — Celsius only, please.");
        answer = await AskAsync(ask, "A retry: the turn before is rolled back", rollsBack: true);
        await FinishAsync(ask, answer);

        Add("user", "Thank you. Sum it up in one sentence.");
        await FinishAsync(ask, await AskAsync(ask, "The last question"));
    }

    private async Task FinishAsync(Func<DemoStep, Task<JsonElement>> ask, JsonElement answer)
    {
        for (var round = 0; round < MaxRounds && HasCalls(answer); round++)
        {
            AddResults(answer);
            answer = await AskAsync(ask, "The tools' results go back");
        }
    }

    private async Task<JsonElement> AskAsync(Func<DemoStep, Task<JsonElement>> ask, string title, bool rollsBack = false)
    {
        var body = new JsonObject
        {
            ["model"] = "qwen3-simulated",
            ["messages"] = _messages.DeepClone(),
            ["tools"] = JsonNode.Parse(DemoTools.Json),
            ["temperature"] = 1.0,
        };
        var answer = await ask(new(title, rollsBack, body.ToJsonString()));
        _messages.Add((JsonNode?)JsonObject.Create(answer));
        return answer;
    }

    private void Add(string role, string content) => _messages.Add((JsonNode)new JsonObject { ["role"] = role, ["content"] = content });

    private void AddResults(JsonElement answer)
    {
        if (!HasCalls(answer))
        {
            return;
        }

        foreach (var call in answer.GetProperty("tool_calls").EnumerateArray())
        {
            _messages.Add((JsonNode)new JsonObject
            {
                ["role"] = "tool",
                ["tool_call_id"] = call.GetProperty("id").GetString(),
                ["content"] = DemoTools.Result(call),
            });
        }
    }

    private static bool HasCalls(JsonElement answer) =>
        answer.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array && calls.GetArrayLength() > 0;
}
