using System.Collections.Immutable;

namespace Tito.Core.Verification.Shards;

/// <summary>A bounded part of a run: what one activity verifies.</summary>
/// <param name="Index">0 to below the run's number of shards.</param>
/// <param name="Kind">What it verifies.</param>
/// <param name="Engine">The engine that is asked, by its name; null where none is.</param>
/// <param name="Items">Files, session ids, or golden prompts as <c>FILE#NAME</c>: one or more.</param>
public sealed record VerificationShard(int Index, ShardKind Kind, string? Engine, ImmutableArray<string> Items)
{
    /// <summary>The files of the corpus that it is verified with; a file may be there several times.</summary>
    internal IEnumerable<string> Files => Kind switch
    {
        ShardKind.Trajectories => Items,
        ShardKind.Sessions => [],
        _ => Items.Select(item => PromptItem.Cut(item).File),
    };
}
