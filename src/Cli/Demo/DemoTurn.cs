using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Cli.Demo;

/// <summary>One turn as the client saw it.</summary>
internal sealed record DemoTurn
{
    /// <summary>The request.</summary>
    public required DemoStep Step { get; init; }

    /// <summary>The engine's answer as the server passed it on.</summary>
    public required JsonElement Response { get; init; }

    /// <summary>The turn's digest by the server's header.</summary>
    public required string Digest { get; init; }

    /// <summary>Number of tokens that the session held before this turn, on the path that it continues.</summary>
    public required int PrefixCount { get; init; }

    /// <summary>The ids that the turn added, with their origin.</summary>
    public required ImmutableArray<(TokenOrigin Origin, ImmutableArray<int> Ids)> Added { get; init; }

    /// <summary>All tokens after this turn.</summary>
    public required ImmutableArray<int> Tokens { get; init; }

    /// <summary>Number of tokens of an origin that this turn added.</summary>
    public int Count(TokenOrigin origin) => Added.Where(run => run.Origin == origin).Sum(run => run.Ids.Length);

    /// <summary>Why the engine stopped.</summary>
    public string FinishReason => Response.GetProperty("choices")[0].GetProperty("finish_reason").GetString()!;
}
