using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>
/// What a request without a key gets whose conversation and inputs are those of a turn that is there already, where nothing says that it
/// is a retry.
/// </summary>
/// <remarks>A session that was stored before there was a choice is one of <see cref="Anew"/>.</remarks>
public enum RepeatRule
{
    /// <summary>A turn of its own, also where the first answer did not arrive: what earlier releases and the reference do.</summary>
    [JsonStringEnumMemberName("anew")]
    Anew = 0,

    /// <summary>A turn of its own, unless the first answer did not reach its client whole: then that one.</summary>
    [JsonStringEnumMemberName("regenerate")]
    Regenerate = 1,

    /// <summary>The turn that is there.</summary>
    [JsonStringEnumMemberName("replay")]
    Replay = 2,
}
