using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>Which sessions are taken together; every part that is null takes all.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record SessionFilter
{
    /// <summary>Only sessions in one of these states; default for any.</summary>
    public ImmutableArray<SessionState> States { get; init; }

    /// <summary>Only closed sessions, or only those that take turns.</summary>
    public bool? IsClosed { get; init; }

    /// <summary>Only sessions of this group.</summary>
    public string? Group { get; init; }

    /// <summary>Only sessions whose metadata have each of these texts under its name, as they were said last; default for any.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Only sessions with a reward of this or more; one of which none was said has none.</summary>
    public double? LeastReward { get; init; }

    /// <summary>Only sessions with a reward of this or less; one of which none was said has none.</summary>
    public double? MostReward { get; init; }

    /// <summary>Only sessions that were opened, used or closed at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only sessions that the key of this name opened; an unreadable one is nobody's.</summary>
    public string? Owner { get; init; }

    /// <summary>Only sessions whose id is after this one, in ordinal order.</summary>
    public string? After { get; init; }

    /// <summary>The most sessions, 1 or more.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether a session is taken, as far as its head alone says.</summary>
    public bool Takes(SessionHead head) =>
        (Owner is null || head.Settings.Owner == Owner)
        && (IsClosed is not { } closed || closed == head.ClosedAt is not null)
        && (Group is null || head.Settings.Group == Group)
        && (LeastReward is not { } least || head.Reward >= least)
        && (MostReward is not { } most || head.Reward <= most)
        && (Metadata.IsEmpty || (head.Metadata is { Items: var said } && Metadata.All(asked => said.Contains(asked))))
        && (Since is not { } since || head.LastUsedAt >= since || head.ClosedAt >= since);

    /// <summary>Whether a session in this state is taken.</summary>
    public bool Takes(SessionState state) => States.IsDefault || States.Contains(state);
}
