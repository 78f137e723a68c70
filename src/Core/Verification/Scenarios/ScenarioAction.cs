using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Scenarios;

/// <summary>What a step of a scenario does.</summary>
public enum ScenarioAction
{
    /// <summary>A client asks for a turn.</summary>
    [JsonStringEnumMemberName("turn")]
    Turn,

    /// <summary>A client rolls the session back by name.</summary>
    [JsonStringEnumMemberName("rollback")]
    RollBack,

    /// <summary>An operator gives up the turns that are under way.</summary>
    [JsonStringEnumMemberName("abort")]
    Abort,

    /// <summary>A client closes the session.</summary>
    [JsonStringEnumMemberName("close")]
    Close,

    /// <summary>The server is stopped, and another one starts over the same journal.</summary>
    [JsonStringEnumMemberName("restart")]
    Restart,

    /// <summary>The session is computed again from its raw rows, and nothing may disagree.</summary>
    [JsonStringEnumMemberName("verify")]
    Verify,
}
