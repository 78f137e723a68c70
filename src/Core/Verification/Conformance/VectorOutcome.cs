using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Conformance;

/// <summary>What a request of a conformance vector must come to.</summary>
public enum VectorOutcome
{
    /// <summary>A turn, for which the engine is asked.</summary>
    [JsonStringEnumMemberName("answered")]
    Answered,

    /// <summary>The answer of an earlier turn, without the engine.</summary>
    [JsonStringEnumMemberName("repeated")]
    Repeated,

    /// <summary>An error, without the engine.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>An error, because the engine fails.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
