using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tito.Core.Messages;
using Tito.Simulation.Generations;
using Tito.Tokenizers;

namespace Tito.Simulation.Wires;

/// <summary>The control routes that SGLang and vLLM both have.</summary>
/// <param name="options">The engine's settings.</param>
/// <param name="scheduler">Its state.</param>
/// <param name="isSgLang">Whether SGLang's words and defaults hold where the two differ.</param>
internal sealed class EngineRoutes(SimulatedEngineOptions options, Scheduler scheduler, bool isSgLang)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", (RequestDelegate)(_ => Task.CompletedTask));
        routes.MapGet("/v1/models", (RequestDelegate)(context => JsonReply.SendAsync(context, StatusCodes.Status200OK, WriteModels)));
        routes.MapPost("/tokenize", (RequestDelegate)(context => AnswerAsync(context, Tokenize)));
        routes.MapPost("/update_weight_version", (RequestDelegate)(context => AnswerAsync(context, UpdateWeightVersion)));
    }

    /// <summary>Reads an object and answers with 200, or with 400 and a message.</summary>
    /// <param name="context">The request.</param>
    /// <param name="answer">What is done with the object, and what writes the answer.</param>
    public static async Task AnswerAsync(HttpContext context, Func<JsonPlace, Action<Utf8JsonWriter>> answer)
    {
        try
        {
            var write = answer(RequestFields.Object(await RequestFields.BodyAsync(context).ConfigureAwait(false)));
            await JsonReply.SendAsync(context, StatusCodes.Status200OK, write).ConfigureAwait(false);
        }
        catch (WireRefusal refusal)
        {
            await JsonReply.SendAsync(context, StatusCodes.Status400BadRequest, json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("error");
                json.WriteString("message", refusal.Message);
                json.WriteEndObject();
                json.WriteEndObject();
            }).ConfigureAwait(false);
        }
    }

    private Action<Utf8JsonWriter> Tokenize(JsonPlace body)
    {
        var ids = options.Tokenizer.Encode(body["prompt"].Text(), SpecialTokens.Parse);
        return json =>
        {
            json.WriteStartObject();
            json.WriteIds("tokens", ids.AsSpan());
            json.WriteNumber("count", ids.Length);
            json.WriteNumber("max_model_len", options.ContextLength);
            json.WriteEndObject();
        };
    }

    /// <summary>SGLang gives up all that runs, unless it is told not to; vLLM does not know the field.</summary>
    private Action<Utf8JsonWriter> UpdateWeightVersion(JsonPlace body)
    {
        var version = body["new_version"].Text();
        scheduler.WeightVersion = version;
        if (isSgLang && body.FlagIn("abort_all_requests", fallback: true))
        {
            scheduler.Abort(_ => true);
        }

        return json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("success", true);
            json.WriteString("message", $"Weight version updated to {version}");
            json.WriteString("new_version", version);
            json.WriteEndObject();
        };
    }

    private void WriteModels(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("id", options.ModelName);
        json.WriteString("object", "model");
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", isSgLang ? "sglang" : "vllm");
        json.WriteString("root", options.ModelName);
        json.WriteNull("parent");
        json.WriteNumber("max_model_len", options.ContextLength);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
