using System.Globalization;
using Tito.Core.Messages;
using Tito.Core.Verification.Runs;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /verifications</c>: the verification runs, the newest first, a page at a time.</summary>
internal static class ListVerificationsEndpoint
{
    private const int DefaultLimit = 30;
    private const int MaxLimit = 100;

    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var runs = context.Part<VerificationRuns>();
        var before = ReadBefore(context.Request.Query["before"].ToString());
        var limit = ReadLimit(context.Request.Query["limit"].ToString());
        var ids = new List<string>();
        await foreach (var runId in runs.ListAsync(before, context.RequestAborted))
        {
            ids.Add(runId);
            if (ids.Count > limit)
            {
                break;
            }
        }

        var listed = new List<(string, ListedRun)>();
        foreach (var runId in ids.Take(limit))
        {
            // Null: it was removed since its id was read.
            if (await runs.ListedAsync(runId, context.RequestAborted) is { } run)
            {
                listed.Add((runId, run));
            }
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteStartArray("verifications");
        foreach (var (runId, run) in listed)
        {
            VerificationJson.WriteListed(json, runId, run);
        }

        json.WriteEndArray();
        json.WriteString("next_before", ids.Count > limit ? ids[limit - 1] : null);
        json.WriteEndObject();
    }

    private static string? ReadBefore(string before) => before.Length == 0 ? null
        : RunName.IsRunId(before) ? before
        : throw new MessageException("before", "must be the id of a verification run.");

    private static int ReadLimit(string limit) => limit.Length == 0 ? DefaultLimit
        : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLimit ? number
        : throw new MessageException("limit", $"must be a whole number from 1 to {MaxLimit}.");
}
