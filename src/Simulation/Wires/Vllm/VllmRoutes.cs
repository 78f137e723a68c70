using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tito.Core.Messages;
using Tito.Simulation.Generations;

namespace Tito.Simulation.Wires.Vllm;

/// <summary>vLLM's control routes, as far as clients of a simulated engine need them.</summary>
internal sealed class VllmRoutes(Scheduler scheduler)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        MapText(routes, "/version", "version", () => EngineVersion.Text);
        MapText(routes, "/weight_info", "weight_version", () => scheduler.WeightVersion);
        routes.MapGet("/load", (RequestDelegate)(context => JsonReply.SendAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("server_load", scheduler.Counts.Running);
            json.WriteEndObject();
        })));
        routes.MapPost("/abort_requests", (RequestDelegate)(context => EngineRoutes.AnswerAsync(context, Abort)));
    }

    /// <summary>
    /// As vLLM's development route: the names under which requests run, whole, and an empty list for all.
    /// </summary>
    private Action<Utf8JsonWriter> Abort(JsonPlace body)
    {
        var names = body["request_ids"].Items().Select(item => item.Text()).ToHashSet(StringComparer.Ordinal);
        var aborted = scheduler.Abort(running => names.Count == 0 || names.Contains(running.RunningId));
        return json =>
        {
            json.WriteStartObject();
            json.WriteString("status", "aborted");
            json.WriteNumber("aborted", aborted);
            json.WriteEndObject();
        };
    }

    private static void MapText(IEndpointRouteBuilder routes, string path, string name, Func<string> value) =>
        routes.MapGet(path, (RequestDelegate)(context => JsonReply.SendAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString(name, value());
            json.WriteEndObject();
        })));
}
