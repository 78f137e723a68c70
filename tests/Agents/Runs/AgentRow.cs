using System.Collections.Immutable;

namespace Tito.Tests.Agents.Runs;

/// <summary>What became of an agent in a session of its own.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Way">How its answers came, or what it was asked.</param>
/// <param name="Settings">The session's settings, as they were sent; empty for the defaults.</param>
/// <param name="End">How it ended.</param>
/// <param name="Parents">The parent of each turn, -1 for a root.</param>
/// <param name="Sampled">The tokens that the engine sampled in all turns.</param>
/// <param name="Trained">The tokens with loss mask 1 in the session's samples.</param>
/// <param name="AllTrained">The tokens with loss mask 1 where every leaf is a sample: those of retried turns as well.</param>
/// <param name="MainTrained">Those of them in the samples of its main lines.</param>
/// <param name="OtherTrained">Those in the samples of all other lines.</param>
/// <param name="LeftBehind">How many turns the session says were left behind.</param>
/// <param name="LeftBehindTokens">How many tokens the session says were sampled in them.</param>
/// <param name="GivenUp">How many turns the session says were given up at the engine, because nobody waited for them.</param>
/// <param name="Roots">The session's conversations.</param>
/// <param name="Tokens">The tokens of the session's samples, one sample after another.</param>
/// <param name="Exchanges">What it and the server said to each other.</param>
internal sealed record AgentRow(
    Agent Agent,
    string Way,
    string Settings,
    AgentEnd End,
    ImmutableArray<int> Parents,
    int Sampled,
    int Trained,
    int AllTrained,
    int MainTrained,
    int OtherTrained,
    int LeftBehind,
    int LeftBehindTokens,
    int GivenUp,
    ImmutableArray<AgentRoot> Roots,
    ImmutableArray<int> Tokens,
    ImmutableArray<Exchange> Exchanges)
{
    /// <summary>Its key in theories.</summary>
    public string Key => $"{Agent.Name}, {Way}";

    /// <summary>Whether every turn continues the one before.</summary>
    public bool IsChain => Parents.Length > 0 && Parents.SequenceEqual(Enumerable.Range(-1, Parents.Length));

    /// <summary>The lengths of the lines of turns, by their roots; null when a turn has two that continue it.</summary>
    public ImmutableArray<int>? Lines
    {
        get
        {
            if (Parents.Where(parent => parent >= 0).CountBy(parent => parent).Any(parent => parent.Value > 1))
            {
                return null;
            }

            var root = new int[Parents.Length];
            foreach (var (turn, parent) in Parents.Index())
            {
                root[turn] = parent < 0 ? turn : root[parent];
            }

            return [.. root.CountBy(turn => turn).Select(line => line.Value)];
        }
    }

    /// <summary>How many turns the longest path has, from a root to a turn that none continues.</summary>
    public int LongestPath
    {
        get
        {
            var length = new int[Parents.Length];
            foreach (var (turn, parent) in Parents.Index())
            {
                length[turn] = parent < 0 ? 1 : length[parent] + 1;
            }

            return length.DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>How many turns begin a branch beside a turn that continues the same one.</summary>
    public int Branches => Parents.Where(parent => parent >= 0).CountBy(parent => parent).Sum(parent => parent.Value - 1);

    /// <summary>
    /// Whether all went well, and every sampled token is trained on: in one chain, or in lines that the tree keeps apart, where turns that
    /// were asked for again are samples for the picker <c>all</c>.
    /// </summary>
    public bool IsWhole => End.Done && Refusals.All(refusal => refusal.IsFallback) && LeftBehind == 0
        && Parents.Length > 0 && Sampled == AllTrained;

    /// <summary>The requests that the server refused.</summary>
    public ImmutableArray<Exchange> Refusals => [.. Exchanges.Where(exchange => exchange.Status >= 400)];

    /// <summary>How many answers said that turns were left behind: in their header, or at the end of a stream that had begun by then.</summary>
    public int ToldLeftBehind => Exchanges.Count(exchange =>
        exchange.LeftBehind is not null || exchange.Answer.Contains("\"left_behind\":\"turns=", StringComparison.Ordinal));
}
