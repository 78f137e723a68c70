using Tito.Core.Inference;
using Tito.Engines.Routing;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /endpoints</c>: the engines behind this server, and how it finds them.</summary>
internal static class ListEndpointsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var engines = context.Part<IInferenceEngine>() as RoutedEngine;
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteStartArray("endpoints");
        foreach (var status in engines?.Status() ?? [])
        {
            EndpointJson.Write(json, status);
        }

        json.WriteEndArray();
        json.WriteNumber("waiting", engines?.WaitingCount ?? 0);
        json.WriteEndObject();
    }
}
