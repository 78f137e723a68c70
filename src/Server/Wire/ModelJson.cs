using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Server.Options;

namespace Tito.Server.Wire;

/// <summary>The served model on the wire: the members of OpenAI's object and those of Anthropic's.</summary>
internal static class ModelJson
{
    /// <summary>The name under which it is listed: the operator's, or else the family's.</summary>
    public static string Name(ServerOptions options, SessionModel model) => options.ModelName ?? model.Family.Name;

    /// <summary>Writes the object; its time is the session's.</summary>
    public static void Write(Utf8JsonWriter json, string name, SessionHead head)
    {
        json.WriteStartObject();
        json.WriteString("id", name);
        json.WriteString("object", "model");
        json.WriteNumber("created", head.CreatedAt.ToUnixTimeSeconds());
        json.WriteString("owned_by", "tito");
        json.WriteString("type", "model");
        json.WriteString("display_name", name);
        json.WriteString("created_at", head.CreatedAt);
        json.WriteEndObject();
    }
}
