using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions/{id}/proof</c>: what the session's digest stands for, turn by turn.</summary>
internal static class GetProofEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var prove = context.Part<SessionProver>();
        if (await prove.RunAsync(id, context.RequestAborted) is not { } proof)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return;
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        json.WriteString("family", proof.Session.Head.Family);
        json.WriteString("genesis_digest", proof.Session.Trajectory.Genesis.ToString());
        json.WriteString("digest", proof.Session.Trajectory.Digest.ToString());
        StatusJson.Write(json, proof.Status);
        json.WriteStartArray("turns");
        foreach (var turn in proof.Session.Trajectory.Turns)
        {
            WriteTurn(json, turn, proof.Ends, proof.Levels?[turn.Sequence]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTurn(Utf8JsonWriter json, Turn turn, EndTokens ends, ImmutableArray<LevelVerdict>? levels)
    {
        json.WriteStartObject();
        json.WriteNumber("turn", turn.Sequence);
        json.WriteNumber("parent", turn.Parent?.Sequence ?? -1);
        json.WriteString("digest", turn.Digest.ToString());
        WriteInputs(json, turn.Content);
        json.WriteNumber("message_count", turn.MessageCount);
        json.WriteNumber("prompt_count", turn.Prompt.Count);
        json.WriteNumber("completion_count", turn.Content.Completion.Ids.Length);
        json.WriteNumber("replaced_count", turn.Content.ReplacedCount);
        json.WriteString("finish_reason", turn.Content.FinishReason);
        EndJson.Write(json, TurnEnd.Of(turn.Content, ends));
        OriginsJson.Write(json, "origins", turn.Content.PromptSegments.Append(turn.Content.Completion));
        WriteLevels(json, levels);
        json.WriteEndObject();
    }

    /// <summary>The link of a turn of the first version binds no inputs.</summary>
    private static void WriteInputs(Utf8JsonWriter json, TurnContent content)
    {
        if (content.DigestVersion == TurnDigestVersion.One)
        {
            return;
        }

        json.WriteString("digest_version", WireName.Of(content.DigestVersion));
        json.WriteStartObject("inputs");
        json.WriteString("tools", content.Inputs.ToolsDigest?.ToString());
        json.WriteString("arguments", content.Inputs.ArgumentsDigest?.ToString());
        json.WriteEndObject();
    }

    private static void WriteLevels(Utf8JsonWriter json, ImmutableArray<LevelVerdict>? levels)
    {
        if (levels is not { } verdicts)
        {
            json.WriteNull("levels");
            return;
        }

        json.WriteStartArray("levels");
        foreach (var (level, holds, detail) in verdicts)
        {
            json.WriteStartObject();
            json.WriteNumber("level", level);
            json.WritePropertyName("holds");
            if (holds is { } known)
            {
                json.WriteBooleanValue(known);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
