using System.Text.Json;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.Vllm;

namespace Tito.Simulation.Wires.VllmGenerate;

/// <summary>The field <c>routed_experts</c>, which is the server's to give and no request's to ask for.</summary>
internal static class ExpertsField
{
    /// <summary>Writes the rows of all tokens but the last; null where the model is dense, or the completion goes on.</summary>
    public static void Write(Utf8JsonWriter json, Generation generation, GenerationEnd? end, (int Layers, int TopK)? experts)
    {
        if (end is null || experts is not var (layers, topK))
        {
            json.WriteNull("routed_experts");
            return;
        }

        var rows = SimulatedExperts.Rows([.. generation.Request.PromptIds, .. generation.Ids], start: 0, layers, topK);
        json.WriteBase64String("routed_experts", NumpyFile.FromInt32(rows, layers, topK));
    }
}
