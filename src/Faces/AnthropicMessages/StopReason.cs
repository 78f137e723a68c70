using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Faces.AnthropicMessages;

/// <summary>Why a turn ended, in Anthropic's words.</summary>
internal static class StopReason
{
    /// <summary>Writes <c>stop_reason</c>, and the stop sequence where there was one.</summary>
    public static void Write(Utf8JsonWriter json, Turn turn)
    {
        var sequence = turn.Content.Stop?.Text;
        json.WriteString("stop_reason", turn.Content.FinishReason switch
        {
            "length" => "max_tokens",
            "tool_calls" => "tool_use",
            _ when sequence is not null => "stop_sequence",
            _ => "end_turn",
        });
        json.WriteString("stop_sequence", sequence);
    }
}
