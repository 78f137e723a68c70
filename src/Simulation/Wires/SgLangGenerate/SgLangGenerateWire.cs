using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.SgLang;
using Tito.Tokenizers;

namespace Tito.Simulation.Wires.SgLangGenerate;

/// <summary>SGLang's own wire, <c>POST /generate</c>.</summary>
/// <remarks>SGLang, <c>managers/io_struct.py</c> (<c>GenerateReqInput</c>) and <c>sampling/sampling_params.py</c>.</remarks>
internal sealed class SgLangGenerateWire(SimulatedEngineOptions options, PromptScorer scorer) : ICompletionWire
{
    private const int DefaultMaxNewTokens = 128;

    private readonly MetaInfoWriter _metaInfo = new(options.Tokenizer, options.Experts);

    /// <inheritdoc/>
    public string Path => "/generate";

    /// <inheritdoc/>
    public WireRequest Read(JsonElement body)
    {
        var place = RequestFields.Object(body);
        var sampling = place.ObjectIn("sampling_params");
        sampling.RequireOne();
        var ignoreEos = sampling.FlagIn("ignore_eos");
        var request = new GenerationRequest
        {
            Id = place.TextIn("rid"),
            PromptIds = Prompt(place),
            MaxTokens = sampling.PositiveIn("max_new_tokens") ?? DefaultMaxNewTokens,
            Stops = sampling.TextsIn("stop"),
            StopIds = ignoreEos ? [] : sampling.IdsIn("stop_token_ids"), // SGLang's ignore_eos ignores both.
            IgnoreEos = ignoreEos,
            SkipSpecialTokens = sampling.FlagIn("skip_special_tokens", fallback: true),
            KeepStop = sampling.FlagIn("no_stop_trim"),
            Form = Form(sampling["json_schema"]),
        };
        var wants = new SgLangGenerateWants(
            place.FlagIn("return_logprob"),
            place.FlagIn("return_text_in_logprobs"),
            place.FlagIn("return_prompt_token_ids"),
            RoutedExpertsFields.Read(place, request.PromptIds.Length),
            options.IncrementalStreams)
        {
            PromptScores = Scores(place, request.PromptIds),
        };
        return new(request, place.FlagIn("stream"), new SgLangGenerateAnswer(_metaInfo, new(options.Tokenizer, request), wants));
    }

    /// <inheritdoc/>
    public void WriteError(Utf8JsonWriter json, int status, string message)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>SGLang, <c>io_struct.py</c>: <c>logprob_start_len</c> is -1 for none of the prompt.</summary>
    private (int Start, ImmutableArray<float> Logprobs)? Scores(JsonPlace place, ImmutableArray<int> ids)
    {
        var start = place["logprob_start_len"].Present?.Int32() ?? -1;
        return !place.FlagIn("return_logprob") || start < 0 ? null
            : start < ids.Length ? (start, scorer.Score(ids))
            : throw new WireRefusal($"logprob_start_len must be below the {ids.Length} prompt tokens.");
    }

    private ImmutableArray<int> Prompt(JsonPlace place)
    {
        var (text, ids) = (place.TextIn("text"), place["input_ids"].Present);
        return (text is null) == (ids is null) ? throw new WireRefusal("Give one of text and input_ids.")
            : text is null ? place.PromptIn("input_ids", options.Tokenizer.VocabularySize)
            : options.Tokenizer.Encode(text, SpecialTokens.Parse) is { IsEmpty: false } encoded ? encoded
            : throw new WireRefusal("text must have a token.");
    }

    /// <summary>SGLang takes a schema as text.</summary>
    private static AnswerForm Form(JsonPlace schema) =>
        schema.Present is not { } text ? AnswerForm.Free
        : StrictJson.TryParse(text.Text()) is { } json ? AnswerForm.Json(json)
        : throw text.Refusal("must be the text of a JSON schema.");
}
