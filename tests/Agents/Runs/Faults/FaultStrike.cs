using Tito.Tests.Agents.Runs.Given;

namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>A fault that waits for its request. Thread-safe.</summary>
internal sealed class FaultStrike(AgentFault fault)
{
    private int _turns;
    private volatile bool _isBreaking;

    /// <summary>Whether the request that it strikes is on its way to a break that has not come.</summary>
    public bool IsBreaking => _isBreaking;

    /// <summary>The fault when the request at a path is the one that it strikes; else null.</summary>
    public AgentFault? Next(string path)
    {
        if (!GivenWire.All.Any(wire => path.EndsWith($"/{wire.Route}", StringComparison.Ordinal))
            || Interlocked.Increment(ref _turns) != AgentFault.At)
        {
            return null;
        }

        _isBreaking = fault.Breaks > 0;
        return fault;
    }

    /// <summary>The connections break now.</summary>
    public void Break() => _isBreaking = false;
}
