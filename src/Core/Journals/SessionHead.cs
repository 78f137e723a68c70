using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The row that stands for a session: what was chosen when it was opened, and where its turns end.</summary>
public sealed record SessionHead
{
    /// <summary>The session's id: 32 lower-case hexadecimal digits.</summary>
    public required string SessionId { get; init; }

    /// <summary>The name of the model family.</summary>
    public required string Family { get; init; }

    /// <summary>The first link of the digest chain.</summary>
    public required Digest Genesis { get; init; }

    /// <summary>What the session chose when it was opened.</summary>
    public required SessionSettings Settings { get; init; }

    /// <summary>When the session was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Number of committed turns, 0 or more. It is the fence: an append must name it, and moves it by one.</summary>
    public int TurnCount { get; init; }

    /// <summary>Number of changes since the session was stored, 0 or more: a turn, an intent and the end of one are a change each.</summary>
    public long Version { get; init; }

    /// <summary>The digest of the last committed turn, or <see cref="Genesis"/>.</summary>
    public Digest Tip { get; init; }
}
