namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>What goes wrong between an agent and the server, once in a session: at its third request for a turn.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Status">The HTTP status of a refusal with <c>Retry-After: 1</c>, before the server sees the request; 0 for none.</param>
/// <param name="Waits">How long nothing is said before the answer begins.</param>
/// <param name="Keeps">The share of the answer's bytes that goes through, cut at the end of a line; 1 for all.</param>
/// <param name="Tells">Whether an error event stands where the answer was cut, and its end is clean; else the connection breaks.</param>
internal sealed record AgentFault(string Name, int Status = 0, TimeSpan Waits = default, double Keeps = 1, bool Tells = false)
{
    /// <summary>The request of a session that it strikes, the first of which is number 1.</summary>
    public const int At = 3;

    public static AgentFault[] All { get; } =
    [
        new("429", Status: 429),
        new("529", Status: 529),
        new("three seconds of silence", Waits: TimeSpan.FromSeconds(3)),
        new("cut stream", Keeps: 0.5),
        new("error event", Keeps: 0.5, Tells: true),
    ];
}
