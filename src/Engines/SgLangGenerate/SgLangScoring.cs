using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Engines.Http;

namespace Tito.Engines.SgLangGenerate;

/// <summary>Scores by <c>/generate</c> with <c>logprob_start_len</c>: <c>meta_info.input_token_logprobs</c> has the given tokens.</summary>
/// <remarks>
/// SGLang, <c>io_struct.py</c>: <c>logprob_start_len</c> is the first token of the list, whose own logprob may be null, so that the one
/// before the completion is asked for as well and the last entries count. A token is sampled beside, and thrown away.
/// </remarks>
internal sealed class SgLangScoring : IScoringWire
{
    private const string ListPath = "meta_info.input_token_logprobs";

    /// <inheritdoc/>
    public string Path => "/generate";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Body(ScoringRequest request) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("rid", request.Id);
        json.WriteStartObject("sampling_params");
        json.WriteNumber("max_new_tokens", 1);
        json.WriteNumber("temperature", 0);
        json.WriteBoolean("skip_special_tokens", false);
        json.WriteEndObject();
        json.WriteBoolean("return_logprob", true);
        json.WriteNumber("logprob_start_len", request.Start - 1);
        json.WriteIds("input_ids", request.Tokens);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public ImmutableArray<float> Read(JsonElement answer, ScoringRequest request)
    {
        var list = AnswerField.Array(AnswerField.Object(answer, "meta_info", "meta_info"), "input_token_logprobs", ListPath);
        var first = list.GetArrayLength() - request.Count;
        if (first < 0)
        {
            throw new InvalidDataException(
                $"{ListPath} has {list.GetArrayLength()} entries, and {request.Count} tokens were to be scored.");
        }

        var ids = request.Tokens.ToIds();
        var logprobs = ImmutableArray.CreateBuilder<float>(request.Count);
        for (var i = 0; i < request.Count; i++)
        {
            var path = $"{ListPath}[{first + i}]";
            var entry = list[first + i];
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() < 2)
            {
                throw new InvalidDataException($"{path} is no list of logprob, token id and text.");
            }

            if (SampledRows.Id(entry[1], path + "[1]") is var id && id != ids[request.Start + i])
            {
                throw new InvalidDataException($"{path}[1] is {id}, but {ids[request.Start + i]} was sent.");
            }

            logprobs.Add(SampledRows.Logprob(entry[0], path + "[0]"));
        }

        return logprobs.MoveToImmutable();
    }
}
