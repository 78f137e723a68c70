using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>The usage of a committed turn: as its engine said it, or counted from its tokens.</summary>
internal static class ChatUsage
{
    private const string Name = "usage";

    /// <summary>Writes the member.</summary>
    public static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WritePropertyName(Name);
        if (ChatIdentity.SaysItself(turn) && turn.Content.Exchange.Response.TryGetProperty(Name, out var said))
        {
            said.WriteTo(json);
            return;
        }

        var (prompt, completion) = (turn.Prompt.Count, turn.Content.Completion.Ids.Length);
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens", prompt);
        json.WriteNumber("completion_tokens", completion);
        json.WriteNumber("total_tokens", prompt + completion);
        if (turn.Content.Exchange.CachedTokens is { } cached)
        {
            json.WriteStartObject("prompt_tokens_details");
            json.WriteNumber("cached_tokens", cached);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the member without a value, as OpenAI does where the usage has a chunk of its own.</summary>
    public static void WriteNull(Utf8JsonWriter json) => json.WriteNull(Name);
}
