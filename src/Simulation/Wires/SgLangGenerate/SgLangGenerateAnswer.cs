using System.Text.Json;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.SgLang;

namespace Tito.Simulation.Wires.SgLangGenerate;

/// <summary>Writes an answer of <c>/generate</c>, in which each frame of a stream is a whole answer object.</summary>
internal sealed class SgLangGenerateAnswer(MetaInfoWriter metaInfo, GenerationText text, SgLangGenerateWants wants) : WireAnswer
{
    private int _told; // Number of UTF-16 units of the text that frames had.

    /// <inheritdoc/>
    public override void WriteWhole(Utf8JsonWriter json, Generation generation, GenerationEnd end) =>
        Write(json, generation, end, text.Append(generation.Ids.AsSpan(), end), ..generation.Count);

    /// <inheritdoc/>
    public override IEnumerable<Action<Utf8JsonWriter>> Frames(Generation generation, GenerationStep step)
    {
        var soFar = text.Append(generation.Plan.Ids.AsSpan()[step.Tokens], step.End);
        if (!wants.Incremental)
        {
            return [json => Write(json, generation, step.End, soFar, ..generation.Count)];
        }

        var added = soFar[_told..];
        _told = soFar.Length;
        return [json => Write(json, generation, step.End, added, step.Tokens)];
    }

    private void Write(Utf8JsonWriter json, Generation generation, GenerationEnd? end, string shown, Range tokens)
    {
        json.WriteStartObject();
        json.WriteString("text", shown);
        json.WriteIds("output_ids", generation.Plan.Ids.AsSpan()[tokens]);
        if (wants.PromptIds)
        {
            json.WriteIds("prompt_token_ids", generation.Request.PromptIds.AsSpan());
        }

        metaInfo.Write(json, generation, end, new()
        {
            Logprobs = wants.Logprobs ? tokens : null,
            LogprobTexts = wants.LogprobTexts,
            RoutedExpertsStart = wants.RoutedExpertsStart,
            PromptScores = wants.PromptScores,
        });
        json.WriteEndObject();
    }
}
