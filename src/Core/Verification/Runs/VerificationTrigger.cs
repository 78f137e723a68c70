using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Runs;

/// <summary>What asked for a verification run.</summary>
public enum VerificationTrigger
{
    /// <summary>A timer.</summary>
    [JsonStringEnumMemberName("nightly")]
    Nightly,

    /// <summary>A client of the server.</summary>
    [JsonStringEnumMemberName("demand")]
    Demand,

    /// <summary>The command line.</summary>
    [JsonStringEnumMemberName("command")]
    Command,
}
