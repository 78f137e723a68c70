using System.Collections.Immutable;
using System.Globalization;

namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>What goes wrong between an agent and the server, once in a session: at its third request for a turn.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Status">The HTTP status of a refusal with <c>Retry-After: 1</c>, before the server sees the request; 0 for none.</param>
/// <param name="Waits">How long nothing is said before the answer begins.</param>
/// <param name="Keeps">The share of the answer's bytes that goes through, cut at the end of a line; 1 for all.</param>
/// <param name="Tells">Whether an error event stands where the answer was cut, and its end is clean; else the connection breaks.</param>
/// <param name="Breaks">
/// The number of the stream's lines after which both connections break, while the model is still writing; 0 for none. The server sees it.
/// </param>
/// <param name="Limit">The most tokens that the model may write, whatever the agent asked for; 0 for its own limit.</param>
/// <param name="Setting">A setting that the session is opened with beside the agent's own, as a member of JSON; empty for none.</param>
internal sealed record AgentFault(
    string Name,
    int Status = 0,
    TimeSpan Waits = default,
    double Keeps = 1,
    bool Tells = false,
    int Breaks = 0,
    int Limit = 0,
    string Setting = "")
{
    /// <summary>The request of a session that it strikes, the first of which is number 1.</summary>
    public const int At = 3;

    /// <summary>Every fault, in the order of the tables' columns.</summary>
    public static ImmutableArray<AgentFault> All { get; } =
    [
        new("429", Status: 429),
        new("529", Status: 529),
        new("silence", Waits: TimeSpan.FromSeconds(SilenceSeconds)),
        new("cut stream", Breaks: 30),
        new("lost on the way", Keeps: 0.5),
        new("error event", Keeps: 0.5, Tells: true),
        new("length stop", Limit: 12),
        new("length stop, `close_truncated`", Limit: 12, Setting: "\"close_truncated\":true"),
    ];

    /// <summary>A session's settings with the fault's own.</summary>
    public string Over(string settings) => (Setting, settings) switch
    {
        ("", _) => settings,
        (_, "") => $"{{{Setting}}}",
        _ => $"{settings.TrimEnd('}')},{Setting}}}",
    };

    /// <summary>Seconds of silence: <c>TITO_SILENCE_SECONDS</c>, or 3.</summary>
    private static int SilenceSeconds => int.TryParse(
        Environment.GetEnvironmentVariable("TITO_SILENCE_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 3;
}
