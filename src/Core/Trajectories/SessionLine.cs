namespace Tito.Core.Trajectories;

/// <summary>
/// The line of a session that a request says it is of: agents run sub-agents, titles and compaction beside their main line, and name each
/// by ids of their own. It is kept with the root that such a request begins, and is no part of a digest.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Id">The agent's id of the line, by <see cref="IsId"/>; null where it gave none.</param>
/// <param name="Parent">The id of the line that began this one; null for none.</param>
/// <param name="Kind">
/// What the request itself says that it is for; null where it says nothing. <see cref="SessionRoots"/> tells the rest by what the line did.
/// </param>
public sealed record SessionLine(string? Id, string? Parent, LineKind? Kind)
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>Whether this is an id: 1 to <see cref="MaxLength"/> characters of visible ASCII.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>
    /// Whether a request of this line may continue a turn: one of the same line, or of a root of which nobody said the line. A request
    /// that gives no id may continue any.
    /// </summary>
    internal bool MayContinue(Turn turn) => Id is null
        || turn.Root.Content.Exchange.Line is not { Id: { } id } stored
        || (id == Id && stored.Kind == Kind);
}
