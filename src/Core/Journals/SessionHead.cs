using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The row that stands for a session: what was chosen when it was opened, and where its turns end.</summary>
public sealed record SessionHead
{
    /// <summary>The session's id: 1 to 64 characters, by the rule of the class of this name.</summary>
    public required string SessionId { get; init; }

    /// <summary>The name of the model family.</summary>
    public required string Family { get; init; }

    /// <summary>The first link of the digest chain.</summary>
    public required Digest Genesis { get; init; }

    /// <summary>The settings that the session chose when it was opened.</summary>
    public required SessionSettings Settings { get; init; }

    /// <summary>When the session was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Number of committed turns, 0 or more.</summary>
    public int TurnCount { get; init; }

    /// <summary>The sequence of the active turn, or null for none.</summary>
    public int? Active { get; init; }

    /// <summary>
    /// Number of changes since the session was stored, 0 or more: a turn, an intent, the end of one, what is kept of one that was
    /// overtaken, a parked turn, the end of one, a move, an annotation of a turn and a close are a change each.
    /// </summary>
    public long Version { get; init; }

    /// <summary>The digest of the last committed turn, or <see cref="Genesis"/>.</summary>
    public Digest Tip { get; init; }

    /// <summary>When the last intent began, or when the session was opened: what its time to live counts from.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>Number of intents without an end, 0 or more.</summary>
    public int OpenIntents { get; init; }

    /// <summary>
    /// Number of keys that have an intent, 0 or more: none of them goes while the session is there. Null for a session of an earlier
    /// release, of which nobody counted them.
    /// </summary>
    public int? IntentCount { get; init; } = 0;

    /// <summary>When the session was closed, or null while it takes turns.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>
    /// What the session earned, a finite number, as it was said last, when it was opened or closed; null while nobody said it.
    /// </summary>
    public double? Reward { get; init; }

    /// <summary>What was said of the session when it was closed; null while nothing was.</summary>
    public Labels? ClosingMetadata { get; init; }

    /// <summary>
    /// What was said of it at its opening and its close: of a name that both have, the later text. Null where nothing was.
    /// </summary>
    public Labels? Metadata => Labels.Over(Settings.Metadata, ClosingMetadata);

    /// <summary>The fence that a turn has to meet when it is committed.</summary>
    public Fence Fence => new(TurnCount, Active);

    /// <summary>
    /// Whether another head is of the same session at another time; a session that was deleted and opened anew is another one.
    /// </summary>
    public bool IsSameSession(SessionHead other) => (SessionId, Family, Genesis, Settings, CreatedAt)
        == (other.SessionId, other.Family, other.Genesis, other.Settings, other.CreatedAt);

    /// <summary>The head after an intent began.</summary>
    internal SessionHead Begin(TurnIntent intent, TurnIntent? replaced) => Next() with
    {
        LastUsedAt = intent.StartedAt > LastUsedAt ? intent.StartedAt : LastUsedAt,
        OpenIntents = replaced is { End: null } ? OpenIntents : OpenIntents + 1,
        IntentCount = replaced is null ? IntentCount + 1 : IntentCount,
    };

    /// <summary>The head after a request was parked, which is a use of the session.</summary>
    internal SessionHead Park(DateTimeOffset at, bool isNewKey) => Next() with
    {
        LastUsedAt = at > LastUsedAt ? at : LastUsedAt,
        IntentCount = isNewKey ? IntentCount + 1 : IntentCount,
    };

    /// <summary>The head after a parked turn stopped waiting.</summary>
    internal SessionHead Unpark() => Next();

    /// <summary>The head after an intent ended without a turn.</summary>
    internal SessionHead EndIntent() => Next() with { OpenIntents = OpenIntents - 1 };

    /// <summary>The head after what an overtaken attempt had sampled was kept with an intent, which is no use of the session.</summary>
    internal SessionHead Keep() => Next();

    /// <summary>The head after a new turn, which ends its intent and becomes the active one.</summary>
    internal SessionHead Append(Turn turn) => EndIntent() with { TurnCount = turn.Sequence + 1, Tip = turn.Digest, Active = turn.Sequence };

    /// <summary>The head after a move.</summary>
    internal SessionHead MoveTo(int? active) => Next() with { Active = active };

    /// <summary>The head after something was said of a turn, or of a parked one, which is no use of the session.</summary>
    internal SessionHead Annotate() => Next();

    /// <summary>The head after a close, which keeps the time of the first one and what was said last.</summary>
    internal SessionHead Close(DateTimeOffset at, Annotation said) => Next() with
    {
        ClosedAt = ClosedAt ?? at,
        Reward = said.Reward ?? Reward,
        ClosingMetadata = said.Metadata ?? ClosingMetadata,
    };

    private SessionHead Next() => this with { Version = Version + 1 };
}
