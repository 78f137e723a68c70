using System.Collections.Immutable;

namespace Tito.Tests.Agents.Runs;

/// <summary>What became of an agent in a session of its own.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Way">How its answers came.</param>
/// <param name="Settings">The session's settings, as they were sent; empty for the defaults.</param>
/// <param name="End">How it ended.</param>
/// <param name="Parents">The parent of each turn, -1 for a root.</param>
/// <param name="Sampled">The tokens that the engine sampled in all turns.</param>
/// <param name="Trained">The tokens with loss mask 1 in the session's samples.</param>
/// <param name="Exchanges">What it and the server said to each other.</param>
internal sealed record AgentRow(
    Agent Agent, string Way, string Settings, AgentEnd End, ImmutableArray<int> Parents, int Sampled, int Trained, ImmutableArray<Exchange> Exchanges)
{
    /// <summary>Its key in theories.</summary>
    public string Key => $"{Agent.Name}, {Way}";

    /// <summary>Whether every turn continues the one before.</summary>
    public bool IsChain => Parents.SequenceEqual(Enumerable.Range(-1, Parents.Length));

    /// <summary>The requests that the server refused.</summary>
    public ImmutableArray<Exchange> Refusals => [.. Exchanges.Where(exchange => exchange.Status >= 400)];

    /// <summary>How many answers said that turns were left behind.</summary>
    public int ToldLeftBehind => Exchanges.Count(exchange => exchange.LeftBehind is not null);

    /// <summary>How many requests left the turn that was the last one then.</summary>
    public int Restarts => Parents.Index().Count(turn => turn.Item != turn.Index - 1);
}
