using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tito.Simulation.Wires.Vllm;

/// <summary>
/// Writes <c>prompt_logprobs</c>, which both wires of vLLM have: null for the first token, then an object with the token's own entry.
/// </summary>
/// <remarks>vLLM, <c>logprobs.py</c>: keys are ids, and as JSON decimal digits.</remarks>
internal sealed class PromptLogprobsWriter(LogprobsWriter texts)
{
    /// <summary>Writes the member.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="ids">The prompt.</param>
    /// <param name="logprobs">A logprob for each id; null where none were asked for.</param>
    public void Write(Utf8JsonWriter json, ImmutableArray<int> ids, ImmutableArray<float>? logprobs)
    {
        if (logprobs is not { } scores)
        {
            json.WriteNull("prompt_logprobs");
            return;
        }

        json.WriteStartArray("prompt_logprobs");
        json.WriteNullValue();
        for (var i = 1; i < ids.Length; i++)
        {
            json.WriteStartObject();
            json.WriteStartObject(ids[i].ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("logprob", scores[i]);
            json.WriteNumber("rank", 1);
            json.WriteString("decoded_token", texts.Text(ids[i]));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
