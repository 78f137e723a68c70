using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Samples;
using Tito.Core.Sessions;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>The lines of an answer with the samples of many sessions.</summary>
internal static class BulkJson
{
    /// <summary>Writes the line of a session: what is said of it with its samples, or its error.</summary>
    /// <returns>How many samples it has; null for an error.</returns>
    public static int? Write(Utf8JsonWriter json, BulkItem item, SamplesRequest request, SessionModel model)
    {
        json.WriteStartObject();
        json.WriteString("session_id", item.SessionId);
        var samples = item.Outcome switch
        {
            CollectOutcome.Collected collected => WriteSamples(json, collected, request, model),
            CollectOutcome.Failed(var problem) => WriteError(json, ErrorCatalog.Of(problem), problem.Message),
            null => WriteError(json, ErrorCatalog.JournalCorrupt, item.Corrupt!),
            _ => throw new UnreachableException(),
        };
        json.WriteEndObject();
        return samples;
    }

    /// <summary>Writes the last line, without which an answer is not whole.</summary>
    /// <param name="json">The line.</param>
    /// <param name="sessions">How many lines came before it.</param>
    /// <param name="samples">How many samples they had.</param>
    /// <param name="failed">How many of them were errors.</param>
    /// <param name="nextAfter">The id to go on after, where a limit ended the answer; else null.</param>
    public static void WriteEnd(Utf8JsonWriter json, int sessions, int samples, int failed, string? nextAfter)
    {
        json.WriteStartObject();
        json.WriteStartObject("end");
        json.WriteNumber("sessions", sessions);
        json.WriteNumber("samples", samples);
        json.WriteNumber("failed", failed);
        json.WriteString("next_after", nextAfter);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static int? WriteSamples(Utf8JsonWriter json, CollectOutcome.Collected collected, SamplesRequest request, SessionModel model)
    {
        var head = collected.View.Session.Head;
        json.WriteString("state", WireName.Of(collected.View.Status.State));
        json.WriteString("created_at", head.CreatedAt);
        json.WriteString("last_used_at", head.LastUsedAt);
        json.WritePropertyName("closed_at");
        if (head.ClosedAt is { } closedAt)
        {
            json.WriteStringValue(closedAt);
        }
        else
        {
            json.WriteNullValue();
        }

        SaidJson.Write(json, head);
        SampleJson.WriteMembers(json, ReplyMetadata.Reply(collected, request, model.Family, model.Ends));
        return collected.Samples.Length;
    }

    private static int? WriteError(Utf8JsonWriter json, ErrorKind kind, string message)
    {
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", kind.Type);
        json.WriteString("code", kind.Code);
        json.WriteEndObject();
        return null;
    }
}
