using System.Text.Json;
using Tito.Simulation.Generations;

namespace Tito.Simulation.Wires.VllmGenerate;

/// <summary>Writes <c>logprobs.content</c>: an entry a token, with the one candidate that was sampled.</summary>
internal static class ContentLogprobs
{
    /// <summary>Writes the member.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="generation">What was sampled.</param>
    /// <param name="tokens">Of which tokens; null where logprobs are not wanted.</param>
    /// <param name="writeCandidate">Writes a candidate's members, which releases name differently.</param>
    public static void Write(Utf8JsonWriter json, Generation generation, Range? tokens, Action<int, float> writeCandidate)
    {
        if (tokens is not { } range)
        {
            json.WriteNull("logprobs");
            return;
        }

        json.WriteStartObject("logprobs");
        json.WriteStartArray("content");
        foreach (var (id, logprob) in generation.Plan.Ids[range].Zip(generation.Plan.Logprobs[range]))
        {
            json.WriteStartObject();
            writeCandidate(id, logprob);
            json.WriteStartArray("top_logprobs");
            json.WriteStartObject();
            writeCandidate(id, logprob);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
