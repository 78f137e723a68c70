using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.SgLang;

namespace Tito.Simulation.Wires.SgLangChat;

/// <summary>SGLang's <c>POST /v1/chat/completions</c> with <c>input_ids</c>, without streams.</summary>
internal sealed class SgLangChatWire(SimulatedEngineOptions options) : ICompletionWire
{
    private readonly CompletionParser _parser = new(options.Family, options.Tokenizer);
    private readonly MetaInfoWriter _metaInfo = new(options.Tokenizer, options.Experts);

    /// <inheritdoc/>
    public string Path => "/v1/chat/completions";

    /// <inheritdoc/>
    public WireRequest Read(JsonElement body)
    {
        var place = RequestFields.Object(body);
        var limit = Limit(place["max_completion_tokens"].Present ?? place["max_tokens"].Present);
        if (place["messages"].Json is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
        {
            throw new WireRefusal("Messages cannot be empty.");
        }

        if (place.FlagIn("stream"))
        {
            throw new WireRefusal(place.FlagIn("return_meta_info")
                ? "return_meta_info is not supported with stream=true."
                : "The simulated engine does not stream.");
        }

        place.RequireOne();
        var prompt = place.PromptIn("input_ids", options.Tokenizer.VocabularySize, "; the simulated engine renders no messages");
        var ignoreEos = place.FlagIn("ignore_eos");
        var request = new GenerationRequest
        {
            Id = place.TextIn("rid"),
            PromptIds = prompt,
            MaxTokens = limit,
            Stops = place.TextsIn("stop"),
            StopIds = ignoreEos ? [] : place.IdsIn("stop_token_ids"),
            IgnoreEos = ignoreEos,
            KeepStop = place.FlagIn("no_stop_trim"),
            Form = place.FormIn("response_format"),
        };
        var wants = new SgLangChatWants(
            place.TextIn("model") ?? "default",
            place.FlagIn("logprobs"),
            place.FlagIn("return_meta_info"),
            ToolsOf(place),
            RoutedExpertsFields.Read(place, prompt.Length));
        return new(request, Stream: false, new SgLangChatAnswer(options.Tokenizer, _parser, _metaInfo, wants));
    }

    /// <summary>SGLang, <c>entrypoints/openai/protocol.py</c>: an <c>ErrorResponse</c> is the whole body, without an envelope.</summary>
    public void WriteError(Utf8JsonWriter json, int status, string message)
    {
        json.WriteStartObject();
        json.WriteString("object", "error");
        json.WriteString("message", message);
        json.WriteString("type", status < 500 ? "BadRequestError" : "InternalServerError");
        json.WriteNull("param");
        json.WriteNumber("code", status);
        json.WriteEndObject();
    }

    /// <summary>Both names of the limit are refused by the older one.</summary>
    private static int? Limit(JsonPlace? field) => field is not { Json: var number } ? null
        : number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var limit) && limit > 0 ? limit
        : throw new WireRefusal("max_tokens must be a positive integer.");

    /// <summary>SGLang, <c>serving_chat.py</c>: <c>request.tool_choice != "none" and request.tools</c>.</summary>
    private static CompletionTools ToolsOf(JsonPlace body) =>
        body["tool_choice"].Json is { ValueKind: JsonValueKind.String } choice && choice.ValueEquals("none"u8)
            ? CompletionTools.None
            : CompletionTools.Read(body["tools"].Present?.Json);
}
