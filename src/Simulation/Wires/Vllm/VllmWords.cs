using System.Text.Json;
using Tito.Simulation.Generations;

namespace Tito.Simulation.Wires.Vllm;

/// <summary>What both wires of vLLM write alike.</summary>
internal static class VllmWords
{
    /// <summary>Why a completion finished; null while it goes on.</summary>
    public static string? FinishReason(GenerationEnd? end) => end?.Kind switch
    {
        null => null,
        EndKind.Length => "length",
        EndKind.Abort => "abort",
        _ => "stop",
    };

    /// <summary>The text or the token of the request that stopped it; null at the model's own stop token and at every other end.</summary>
    public static void WriteStopReason(Utf8JsonWriter json, GenerationEnd? end)
    {
        if (end is { Kind: EndKind.StopToken, StopId: { } id })
        {
            json.WriteNumber("stop_reason", id);
        }
        else
        {
            json.WriteString("stop_reason", end?.StopText);
        }
    }

    /// <summary>vLLM, <c>entrypoints/openai/engine/protocol.py</c>: an <c>ErrorResponse</c> is an envelope.</summary>
    public static void WriteError(Utf8JsonWriter json, int status, string message)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", status < 500 ? "BadRequestError" : "InternalServerError");
        json.WriteNull("param");
        json.WriteNumber("code", status);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// Counts of tokens, with those of the prefix cache where there is one, as with <c>--enable-prompt-tokens-details</c>.
    /// </summary>
    /// <param name="json">Takes them.</param>
    /// <param name="generation">The completion.</param>
    /// <param name="cache">Whether there is a prefix cache.</param>
    /// <param name="nulls">Whether what is not there is null; it is left out otherwise.</param>
    public static void WriteUsage(Utf8JsonWriter json, Generation generation, bool cache, bool nulls)
    {
        var (prompt, completion) = (generation.Request.PromptIds.Length, generation.Count);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", prompt);
        json.WriteNumber("total_tokens", prompt + completion);
        json.WriteNumber("completion_tokens", completion);
        if (cache)
        {
            json.WriteStartObject("prompt_tokens_details");
            json.WriteNumber("cached_tokens", generation.CachedTokens);
            json.WriteEndObject();
        }
        else if (nulls)
        {
            json.WriteNull("prompt_tokens_details");
        }

        json.WriteEndObject();
    }
}
