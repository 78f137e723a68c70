using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tito.Simulation.Generations;

namespace Tito.Simulation.Wires.SgLang;

/// <summary>SGLang's control routes, as far as clients of a simulated engine need them.</summary>
internal sealed class SgLangRoutes(SimulatedEngineOptions options, Scheduler scheduler)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health_generate", (RequestDelegate)(_ => Task.CompletedTask));
        foreach (var path in (string[])["/model_info", "/get_model_info"])
        {
            routes.MapGet(path, (RequestDelegate)(context => JsonReply.SendAsync(context, StatusCodes.Status200OK, WriteModel)));
        }

        foreach (var path in (string[])["/server_info", "/get_server_info"])
        {
            routes.MapGet(path, (RequestDelegate)(context => JsonReply.SendAsync(context, StatusCodes.Status200OK, WriteServer)));
        }

        routes.MapPost("/abort_request", (RequestDelegate)AbortAsync);
        routes.MapMethods("/flush_cache", ["GET", "POST"], (RequestDelegate)FlushAsync);
    }

    /// <summary>
    /// SGLang drops a name that it does not know, gives up all whose names begin with one that it knows, and answers with an empty body
    /// in any case.
    /// </summary>
    private async Task AbortAsync(HttpContext context)
    {
        try
        {
            var body = RequestFields.Object(await RequestFields.BodyAsync(context).ConfigureAwait(false));
            var (name, all) = (body.TextIn("rid") ?? "", body.FlagIn("abort_all"));
            if (all || scheduler.IsRunning(name))
            {
                scheduler.Abort(running => all || running.Id.StartsWith(name, StringComparison.Ordinal));
            }
        }
        catch (WireRefusal)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    private Task FlushAsync(HttpContext context)
    {
        var flushed = scheduler.FlushCache();
        context.Response.StatusCode = flushed ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync(
            flushed ? "Cache flushed.\n" : "The cache was not flushed: requests are running.\n", context.RequestAborted);
    }

    private void WriteModel(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model_path", options.ModelName);
        json.WriteString("tokenizer_path", options.ModelName);
        json.WriteBoolean("is_generation", true);
        json.WriteNull("preferred_sampling_params");
        json.WriteString("weight_version", scheduler.WeightVersion);
        json.WriteEndObject();
    }

    private void WriteServer(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model_path", options.ModelName);
        json.WriteString("tokenizer_path", options.ModelName);
        json.WriteString("served_model_name", options.ModelName);
        json.WriteBoolean("skip_tokenizer_init", false);
        json.WriteNumber("context_length", options.ContextLength);
        json.WriteString("weight_version", scheduler.WeightVersion);
        json.WriteBoolean("incremental_streaming_output", options.IncrementalStreams);
        json.WriteBoolean("enable_return_routed_experts", options.Experts is not null);
        json.WriteBoolean("disable_radix_cache", options.PrefixCacheTokens == 0);
        json.WriteNumber("max_total_num_tokens", options.ContextLength);
        json.WriteStartArray("internal_states");
        json.WriteStartObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("version", EngineVersion.Text);
        json.WriteEndObject();
    }
}
