using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>What becomes of a turn that did not end as its family ends a turn, when a request continues it.</summary>
public enum UnendedTurns
{
    /// <summary>
    /// It is closed where the engine says that it stopped: at a text, at an end token that is not the family's, or nowhere that it would
    /// name. After a cut by length it is refused.
    /// </summary>
    [JsonStringEnumMemberName("close_stop_strings")]
    CloseStopStrings,

    /// <summary>It is closed, however it ended.</summary>
    [JsonStringEnumMemberName("close")]
    Close,

    /// <summary>It is refused, however it ended.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>
    /// It is refused after a cut by length, and anything else runs on as it is, as in the reference and in sessions of earlier releases:
    /// level 4 does not hold then.
    /// </summary>
    [JsonStringEnumMemberName("run_on")]
    RunOn,

    /// <summary><see cref="RunOn"/>, but closed after a cut by length: a session that an earlier release opened so.</summary>
    [JsonStringEnumMemberName("run_on_close_length")]
    RunOnCloseLength,
}
