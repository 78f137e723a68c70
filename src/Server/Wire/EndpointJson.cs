using System.Text.Json;
using Tito.Core.Messages;
using Tito.Engines.Routing;

namespace Tito.Server.Wire;

/// <summary>An engine on the wire, as the routes of endpoints show it.</summary>
internal static class EndpointJson
{
    /// <summary>Writes one as an object.</summary>
    public static void Write(Utf8JsonWriter json, EndpointStatus status)
    {
        json.WriteStartObject();
        json.WriteNumber("endpoint", status.Index);
        json.WriteString("address", status.Address);
        json.WriteString("state", State(status));
        json.WriteNumber("in_flight", status.InFlight);
        json.WriteString("circuit", WireName.Of(status.Circuit));
        json.WriteNumber("failures", status.Failures);
        json.WriteString("weight_version", status.WeightVersion);
        if (status.Staleness is { } staleness)
        {
            json.WriteNumber("staleness", staleness);
        }
        else
        {
            json.WriteNull("staleness");
        }

        json.WritePropertyName("last_probe");
        if (status is { ProbedAt: { } at, Health: { } health })
        {
            json.WriteStartObject();
            json.WriteString("at", at);
            json.WriteString("health", WireName.Of(health));
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static string State(EndpointStatus status) => status switch
    {
        { IsDrained: true, InFlight: 0 } => "drained",
        { IsDrained: true } => "draining",
        { Circuit: not CircuitState.Closed } => "down",
        _ => "up",
    };
}
