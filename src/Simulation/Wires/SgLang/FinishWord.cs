using System.Text.Json;
using Tito.Simulation.Generations;

namespace Tito.Simulation.Wires.SgLang;

/// <summary>SGLang's words for how a completion ended.</summary>
internal static class FinishWord
{
    /// <summary>The type of the reason.</summary>
    /// <param name="end">How the completion ended.</param>
    /// <param name="callsTools">Whether calls were found in its text.</param>
    public static string Of(GenerationEnd end, bool callsTools) =>
        end.Kind == EndKind.Length ? "length" : end.Kind == EndKind.Abort ? "abort" : callsTools ? "tool_calls" : "stop";

    /// <summary>The token or text that matched, or null; a completion with calls has lost it.</summary>
    public static void WriteMatched(Utf8JsonWriter json, string name, GenerationEnd end, bool callsTools)
    {
        if (end.StopId is { } id && !callsTools)
        {
            json.WriteNumber(name, id);
        }
        else
        {
            json.WriteString(name, callsTools ? null : end.StopText);
        }
    }
}
