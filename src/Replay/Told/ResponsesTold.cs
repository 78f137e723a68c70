using System.Text.Json;

namespace Tito.Replay.Told;

/// <summary>Reads answers of OpenAI's Responses.</summary>
internal static class ResponsesTold
{
    /// <summary>Reads a whole response.</summary>
    public static void Whole(ToldParts parts, JsonElement answer)
    {
        parts.Id = ToldParts.Text(answer, "id");
        foreach (var item in ToldParts.Items(answer, "output"))
        {
            switch (ToldParts.Text(item, "type"))
            {
                case "reasoning":
                    Append(parts.Reasoning, item);
                    break;
                case "message":
                    Append(parts.Content, item);
                    break;
                default:
                    parts.Begin(ToldParts.Text(item, "call_id"), ToldParts.Text(item, "name") ?? "");
                    parts.Argue(ToldParts.Text(item, "arguments") ?? ToldParts.Text(item, "input") ?? "");
                    break;
            }
        }
    }

    /// <summary>Reads an event of a stream. The deltas are what is told; the last event has the whole response once more.</summary>
    public static void Event(ToldParts parts, JsonElement told)
    {
        switch (ToldParts.Text(told, "type"))
        {
            case "response.created":
                parts.Id = ToldParts.Text(told.GetProperty("response"), "id");
                break;
            case "response.output_item.added" when told.GetProperty("item") is var item && ToldParts.Text(item, "call_id") is { } id:
                parts.Begin(id, ToldParts.Text(item, "name") ?? "");
                break;
            case "response.reasoning_text.delta":
                parts.Reasoning.Append(ToldParts.Text(told, "delta"));
                break;
            case "response.output_text.delta":
                parts.Content.Append(ToldParts.Text(told, "delta"));
                break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                parts.Argue(ToldParts.Text(told, "delta") ?? "");
                break;
            case "response.failed":
                parts.Fail(told.GetProperty("response").GetProperty("error"));
                break;
            case "response.completed" or "response.incomplete":
                parts.IsWhole = true;
                break;
        }
    }

    private static void Append(System.Text.StringBuilder text, JsonElement item)
    {
        foreach (var part in ToldParts.Items(item, "content"))
        {
            text.Append(ToldParts.Text(part, "text"));
        }
    }
}
