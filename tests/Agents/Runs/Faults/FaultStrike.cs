using Tito.Tests.Agents.Runs.Given;

namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>A fault that waits for its request. Thread-safe.</summary>
internal sealed class FaultStrike(AgentFault fault)
{
    private int _turns;

    /// <summary>The fault when the request at a path is the one that it strikes; else null.</summary>
    public AgentFault? Next(string path) =>
        GivenWire.All.Any(wire => path.EndsWith($"/{wire.Route}", StringComparison.Ordinal))
        && Interlocked.Increment(ref _turns) == AgentFault.At ? fault : null;
}
