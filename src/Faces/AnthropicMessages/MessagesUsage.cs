using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Faces.AnthropicMessages;

/// <summary>The tokens of a turn as Anthropic counts them: what the prefix cache had is not among the input.</summary>
internal static class MessagesUsage
{
    /// <summary>Writes the member of a committed turn.</summary>
    public static void Write(Utf8JsonWriter json, Turn turn) =>
        Write(json, turn.Prompt.Count, turn.Content.Exchange.CachedTokens ?? 0, turn.SampledCount);

    /// <summary>Writes the member.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="prompt">Tokens of the prompt.</param>
    /// <param name="cached">Those of them that the engine had.</param>
    /// <param name="completion">Tokens that were sampled.</param>
    public static void Write(Utf8JsonWriter json, int prompt, int cached, int completion)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", prompt - Math.Min(cached, prompt));
        json.WriteNumber("cache_creation_input_tokens", 0);
        json.WriteNumber("cache_read_input_tokens", Math.Min(cached, prompt));
        json.WriteNumber("output_tokens", completion);
        json.WriteEndObject();
    }
}
