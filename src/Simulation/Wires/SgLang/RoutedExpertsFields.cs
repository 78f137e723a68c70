using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Simulation.Wires.SgLang;

/// <summary>The request fields <c>return_routed_experts</c> and <c>routed_experts_start_len</c>.</summary>
internal static class RoutedExpertsFields
{
    /// <summary>The first token whose experts are wanted, or null where none are.</summary>
    /// <exception cref="WireRefusal">It is not one of the prompt, or the place after it.</exception>
    public static int? Read(JsonPlace body, int promptTokens)
    {
        var start = 0;
        if (body["routed_experts_start_len"].Present is { } from
            && (from.Json.ValueKind != JsonValueKind.Number || !from.Json.TryGetInt32(out start) || start < 0))
        {
            throw new WireRefusal("routed_experts_start_len must be a non-negative integer.");
        }

        return start > promptTokens
            ? throw new WireRefusal($"routed_experts_start_len ({start}) must not exceed the {promptTokens} prompt tokens.")
            : body.FlagIn("return_routed_experts") ? start : null;
    }
}
