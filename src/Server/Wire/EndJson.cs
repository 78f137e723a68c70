using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>How a turn ended, on the wire.</summary>
internal static class EndJson
{
    /// <summary>Writes the members <c>end</c> and, where there are such tokens, <c>tokens_after_stop</c>.</summary>
    public static void Write(Utf8JsonWriter json, TurnEnd end)
    {
        json.WriteString("end", WireName.Of(end.Kind));
        if (end.ExtraCount > 0)
        {
            json.WriteNumber("tokens_after_stop", end.ExtraCount);
        }
    }
}
