using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Sessions;
using Tito.Server.Access;
using Tito.Server.Seen;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>GET /samples</c>: the samples of many sessions as JSON lines, one session a line, in the order of their ids; a last line says that
/// the answer is whole.
/// </summary>
internal static class CollectSessionsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var (filter, request) = SamplesQuery.Read(context.Request.Query);
        filter = filter with { Owner = Caller.OnlyOwnerOf(context) };
        var (model, metrics, ends) = (context.Part<SessionModel>(), context.Part<TurnMetrics>(), context.RequestAborted);
        context.Response.ContentType = "application/x-ndjson";
        var (sessions, samples, failed, last) = (0, 0, 0, "");
        await foreach (var item in context.Part<BulkCollector>().RunAsync(filter, request, ends))
        {
            if (item.Outcome is CollectOutcome.Collected collected)
            {
                metrics.Count(collected);
            }

            int? count = null;
            await WriteLineAsync(context, json => count = BulkJson.Write(json, item, request, model));
            sessions++;
            samples += count ?? 0;
            failed += count is null ? 1 : 0;
            last = item.SessionId;
        }

        var next = sessions == filter.Limit ? last : null;
        await WriteLineAsync(context, json => BulkJson.WriteEnd(json, sessions, samples, failed, next));
    }

    /// <summary>Sends a line before the next session is read: a slow reader holds the reading up, and not memory.</summary>
    private static async Task WriteLineAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var body = context.Response.BodyWriter;
        using (var json = new Utf8JsonWriter(body, ReadableJson.Compact))
        {
            write(json);
        }

        "\n"u8.CopyTo(body.GetSpan(1));
        body.Advance(1);
        await body.FlushAsync(context.RequestAborted);
    }
}
