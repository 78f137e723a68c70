using System.Text.Json;

namespace Tito.Replay.Told;

/// <summary>Reads answers of Anthropic's Messages.</summary>
internal static class MessagesTold
{
    /// <summary>Reads a whole message.</summary>
    public static void Whole(ToldParts parts, JsonElement answer)
    {
        parts.Id = ToldParts.Text(answer, "id");
        foreach (var block in ToldParts.Items(answer, "content"))
        {
            Begin(parts, block);
            if (ToldParts.Member(block, "input") is { } input)
            {
                parts.Argue(input.GetRawText());
            }
        }
    }

    /// <summary>Reads an event of a stream.</summary>
    public static void Event(ToldParts parts, JsonElement told)
    {
        switch (ToldParts.Text(told, "type"))
        {
            case "message_start":
                parts.Id = ToldParts.Text(told.GetProperty("message"), "id");
                break;
            case "content_block_start":
                Begin(parts, told.GetProperty("content_block"));
                break;
            case "content_block_delta":
                var delta = told.GetProperty("delta");
                parts.Content.Append(ToldParts.Text(delta, "text"));
                parts.Reasoning.Append(ToldParts.Text(delta, "thinking"));
                if (ToldParts.Text(delta, "partial_json") is { } json)
                {
                    parts.Argue(json);
                }

                break;
            case "message_stop":
                parts.IsWhole = true;
                break;
        }
    }

    private static void Begin(ToldParts parts, JsonElement block)
    {
        parts.Content.Append(ToldParts.Text(block, "text"));
        parts.Reasoning.Append(ToldParts.Text(block, "thinking"));
        if (ToldParts.Text(block, "type") == "tool_use")
        {
            parts.Begin(ToldParts.Text(block, "id"), ToldParts.Text(block, "name") ?? "");
        }
    }
}
