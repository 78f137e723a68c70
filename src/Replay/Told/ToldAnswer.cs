using System.Collections.Immutable;

namespace Tito.Replay.Told;

/// <summary>What an answer told its client, whichever face told it.</summary>
/// <param name="Id">The answer's id; null where it has none.</param>
/// <param name="Content">The text; empty for none.</param>
/// <param name="Reasoning">The reasoning; empty for none.</param>
/// <param name="Calls">The calls, in order.</param>
internal sealed record ToldAnswer(string? Id, string Content, string Reasoning, ImmutableArray<ToldAnswer.Call> Calls)
{
    /// <summary>The code of the error that came in the answer's place, or after its beginning; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>The error in words; null for none.</summary>
    public string? ErrorText { get; init; }

    /// <summary>The place in the request that the error names; null for none.</summary>
    public string? ErrorParam { get; init; }

    /// <summary>Whether a stream came to its end; true of an answer that is no stream.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>A call of a tool.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">The tool.</param>
    /// <param name="Arguments">The arguments as they were told: a JSON text, or the text of a tool without a schema.</param>
    internal sealed record Call(string? Id, string Name, string Arguments);
}
