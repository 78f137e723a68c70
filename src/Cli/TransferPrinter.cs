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
    public Task TellAsync(string sessionId, string? file, Trajectory trajectory)
    {
        _done++;
        if (isSilent)
        {
            return Task.CompletedTask;
        }

        var tokens = trajectory.Active?.Tokens.Count ?? 0;
        return Console.Out.WriteLineAsync(asJson
            ? Line(json =>
            {
                json.WriteString("session_id", sessionId);
                json.WriteString("file", file);
                json.WriteBoolean("ok", true);
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

    private string Progress => total > 1 ? $"[{_done}/{total}] " : "";

    private static string Line(Action<Utf8JsonWriter> write) => JsonBytes.Text(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });
}
