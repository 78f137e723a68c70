using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>
/// What becomes of a turn when nobody waits for it any more. One with a key of the client's goes on in any case: its client can come back.
/// </summary>
public enum HangUpRule
{
    /// <summary>It is given up at the engine, and what was sampled so far stays with its intent.</summary>
    [JsonStringEnumMemberName("abort")]
    Abort,

    /// <summary>It goes on and is committed.</summary>
    [JsonStringEnumMemberName("finish")]
    Finish,
}
