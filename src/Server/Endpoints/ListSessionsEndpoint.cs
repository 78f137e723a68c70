using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Sessions;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions</c>: the sessions of a filter in the order of their ids, a page at a time.</summary>
internal static class ListSessionsEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var list = context.Part<SessionLister>();
        var filter = ReadFilter(context.Request.Query);
        var page = await list.RunAsync(filter, filter.Limit ?? DefaultLimit, context.RequestAborted);
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteStartArray("sessions");
        foreach (var session in page.Sessions)
        {
            Write(json, session);
        }

        json.WriteEndArray();
        json.WriteString("next_after", page.NextAfter);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ListedSession session)
    {
        var (sessionId, head, left) = session;
        json.WriteStartObject();
        json.WriteString("session_id", sessionId);
        json.WriteBoolean("readable", head is not null);
        if (head is not null)
        {
            json.WriteString("family", head.Family);
            json.WriteString("policy", WireName.Of(head.Settings.Policy));
            if (head.Settings.Owner is { } owner)
            {
                json.WriteString("owner", owner);
            }

            SaidJson.Write(json, head);
            json.WriteNumber("turn_count", head.TurnCount);
            json.WriteNumber("active_turn", head.Active ?? -1);
            WriteLeftBehind(json, left);
            json.WriteNumber("open_intents", head.OpenIntents);
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
        }

        json.WriteEndObject();
    }

    private static void WriteLeftBehind(Utf8JsonWriter json, (int Turns, int Tokens)? left)
    {
        json.WritePropertyName("left_behind");
        if (left is not var (turns, tokens))
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("turns", turns);
        json.WriteNumber("tokens", tokens);
        json.WriteEndObject();
    }

    private static SessionFilter ReadFilter(IQueryCollection query) => query.Aggregate(
        new SessionFilter(),
        (filter, pair) => SessionQuery.Add(filter, pair.Key, SessionQuery.Value(pair.Key, pair.Value), MaxLimit)
            ?? throw new MessageException(pair.Key, $"is not a parameter of this route; there are {SessionQuery.Parameters}."));
}
