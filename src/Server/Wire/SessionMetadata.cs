using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>The metadata of a session on the wire, the same in its view and in its samples.</summary>
internal static class SessionMetadata
{
    /// <summary>Writes the members of the metadata object.</summary>
    public static void Write(Utf8JsonWriter json, SessionView view, Family family)
    {
        var tokens = view.Session.Trajectory.Active?.Tokens ?? TokenBuffer.Empty;
        json.WriteStartArray("accumulated_token_ids");
        foreach (var id in tokens.ToIds())
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
        json.WriteNumber("max_trim_tokens", family.MaxTrimTokens);
        if (view.Mismatches is { } mismatches)
        {
            MismatchJson.Write(json, "tito_session_mismatch", mismatches);
        }

        OriginsJson.Write(json, "token_origins", tokens.Segments);
        if (view.Session.Head.Settings.Policy == SessionPolicy.Tree)
        {
            TreeJson.Write(json, view.Session.Trajectory);
        }

        RootsJson.Write(json, view.Session.Trajectory);
        json.WriteString("genesis_digest", view.Session.Trajectory.Genesis.ToString());
        json.WriteString("digest", view.Session.Trajectory.Digest.ToString());
        SaidJson.Write(json, view.Session.Head);
        SaidJson.WriteOfTurns(json, view.Session);
        StatusJson.Write(json, view.Status);
    }
}
