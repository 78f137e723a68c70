using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Cli;

/// <summary>Says of each session what became of it on its way between a journal and a file, as it happens; a line each.</summary>
/// <param name="asJson">Whether as JSON.</param>
/// <param name="isSilent">Whether success says nothing, because standard output carries the session itself.</param>
/// <param name="total">How many sessions there are.</param>
internal sealed class TransferPrinter(bool asJson, bool isSilent, int total)
{
    private int _done;
    private int _refused;

    /// <summary>The exit code for what was said.</summary>
    public int ExitCode => _refused == 0 ? CliRun.Success : CliRun.CheckFailed;

    /// <summary>Says that a session arrived, or is whole.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="file">The file; null where it stays in the journal.</param>
    /// <param name="trajectory">Its turns.</param>
    /// <param name="missing">How many turns were asked for and stay behind; null where nothing can.</param>
    public async Task TellAsync(string sessionId, string? file, Trajectory trajectory, int? missing = null)
    {
        _done++;
        if (missing > 0 && (isSilent || !asJson))
        {
            await CliRun.TellAsync(
                $"{Progress}{sessionId}: {missing} turns were asked for and are not there: under way, lost, or given up by their engine. "
                + "A file does not have them, and a session that is made of it is complete without them.");
        }

        if (isSilent)
        {
            return;
        }

        var tokens = trajectory.Active?.Tokens.Count ?? 0;
        await Console.Out.WriteLineAsync(asJson
            ? Line(json =>
            {
                json.WriteString("session_id", sessionId);
                json.WriteString("file", file);
                json.WriteBoolean("ok", true);
                if (missing is { } count)
                {
                    json.WriteNumber("missing", count);
                }

                json.WriteNumber("turns", trajectory.Turns.Count);
                json.WriteNumber("tokens", tokens);
                json.WriteString("digest", trajectory.Tip.ToString());
            })
            : $"{Progress}ok  session {sessionId}{(file is null ? "" : $", file {file}")}: {trajectory.Turns.Count} turns, "
                + $"{tokens} tokens, digest {trajectory.Tip}");
    }

    /// <summary>Says that a session did not arrive.</summary>
    /// <param name="sessionId">The session, or null where it would have got its id.</param>
    /// <param name="file">The file, or null where it was not written.</param>
    /// <param name="reason">What is wrong, where, and where it helps what to do.</param>
    public Task RefuseAsync(string? sessionId, string? file, string reason)
    {
        _done++;
        _refused++;
        return asJson && !isSilent
            ? Console.Out.WriteLineAsync(Line(json =>
            {
                json.WriteString("session_id", sessionId);
                json.WriteString("file", file);
                json.WriteBoolean("ok", false);
                json.WriteString("error", reason);
            }))
            : CliRun.TellAsync($"{Progress}{file ?? sessionId}: {reason}");
    }

    /// <summary>Says that a session stays where it is, and that this is no fault.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="reason">Why.</param>
    public Task PassOverAsync(string sessionId, string reason)
    {
        _done++;
        return CliRun.TellAsync($"{Progress}{sessionId}: passed over: {reason}");
    }

    private string Progress => total > 1 ? $"[{_done}/{total}] " : "";

    private static string Line(Action<Utf8JsonWriter> write) => JsonBytes.Text(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });
}
