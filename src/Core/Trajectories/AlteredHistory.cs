using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>What a session does with a request that replays a sampled message otherwise than it is stored.</summary>
/// <remarks>A session that was stored before there was a choice is one of <see cref="Branch"/>.</remarks>
public enum AlteredHistory
{
    /// <summary>It begins beside the stored turns; in a linear session within <see cref="SessionSettings.MaxRollback"/>.</summary>
    [JsonStringEnumMemberName("branch")]
    Branch = 0,

    /// <summary>It is refused: what was sampled would be left behind, and its text rendered anew in its place.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse = 1,
}
