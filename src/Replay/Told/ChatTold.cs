using System.Text.Json;

namespace Tito.Replay.Told;

/// <summary>Reads answers of OpenAI's Chat Completions.</summary>
internal static class ChatTold
{
    /// <summary>Reads a whole answer.</summary>
    public static void Whole(ToldParts parts, JsonElement answer)
    {
        parts.Id = ToldParts.Text(answer, "id");
        foreach (var choice in ToldParts.Items(answer, "choices"))
        {
            var message = choice.GetProperty("message");
            parts.Content.Append(ToldParts.Text(message, "content"));
            parts.Reasoning.Append(ToldParts.Text(message, "reasoning_content"));
            foreach (var call in ToldParts.Items(message, "tool_calls"))
            {
                var function = call.GetProperty("function");
                parts.Begin(ToldParts.Text(call, "id"), ToldParts.Text(function, "name") ?? "");
                parts.Argue(ToldParts.Text(function, "arguments") ?? "");
            }
        }
    }

    /// <summary>Reads an event of a stream.</summary>
    public static void Event(ToldParts parts, JsonElement chunk)
    {
        parts.Id ??= ToldParts.Text(chunk, "id");
        foreach (var choice in ToldParts.Items(chunk, "choices"))
        {
            var delta = choice.GetProperty("delta");
            parts.Content.Append(ToldParts.Text(delta, "content"));
            parts.Reasoning.Append(ToldParts.Text(delta, "reasoning_content"));
            foreach (var call in ToldParts.Items(delta, "tool_calls"))
            {
                var function = call.GetProperty("function");
                if (ToldParts.Text(call, "id") is { } id)
                {
                    parts.Begin(id, ToldParts.Text(function, "name") ?? "");
                }

                parts.Argue(call.GetProperty("index").GetInt32(), ToldParts.Text(function, "arguments") ?? "");
            }
        }
    }
}
