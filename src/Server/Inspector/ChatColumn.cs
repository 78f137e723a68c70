using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>The messages of a turn, as the client and the engine said them, to stand beside its tokens.</summary>
internal static class ChatColumn
{
    private static readonly string[] Told = ["role", "content", "reasoning_content", "reasoning", "tool_calls"];

    /// <summary>Writes the turn's messages: the appended ones and the answer.</summary>
    public static void Write(HtmlWriter html, Turn turn)
    {
        html.Write($"<div class=\"chat\" role=\"group\" aria-label=\"Messages of turn {turn.Sequence}\">\n");
        foreach (var message in turn.Content.Messages)
        {
            html.Write($"<article class=\"message {Side(message.Role)}\"><h4>{message.RoleName}</h4>\n");
            WriteText(html, "reasoning", message.Reasoning is { } reasoning ? MessageText.Of(reasoning) : "");
            WriteText(html, "said", MessageText.Of(message));
            if (message.Field("tool_calls") is { ValueKind: not JsonValueKind.Null } calls)
            {
                WriteCalls(html, calls);
            }

            foreach (var field in message.Json.EnumerateObject().Where(field => !Told.Contains(field.Name)))
            {
                html.Write($"<p class=\"field\">{field.Name}: ");
                html.WriteLongText(field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : field.Value.GetRawText());
                html.Write($"</p>\n");
            }

            html.Write($"</article>\n");
        }

        html.Write($"</div>\n");
    }

    private static string Side(Role role) => role switch
    {
        Role.Assistant => "assistant",
        Role.System or Role.Developer => "system",
        _ => "given",
    };

    private static void WriteCalls(HtmlWriter html, JsonElement calls)
    {
        if (calls.ValueKind != JsonValueKind.Array)
        {
            WriteText(html, "call", calls.GetRawText());
            return;
        }

        foreach (var call in calls.EnumerateArray())
        {
            WriteText(html, "call", call.ValueKind == JsonValueKind.Object && call.TryGetProperty("function"u8, out var function)
                && function.ValueKind == JsonValueKind.Object && function.TryGetProperty("name"u8, out var name)
                && function.TryGetProperty("arguments"u8, out var arguments)
                    ? $"{MessageText.Of(name)} {MessageText.Of(arguments)}"
                    : call.GetRawText());
        }
    }

    private static void WriteText(HtmlWriter html, string kind, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        html.Write($"<div class=\"{kind}\">");
        html.WriteLongText(text);
        html.Write($"</div>\n");
    }
}
