using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Conformance;

/// <summary>How an answer does not reach its client.</summary>
public enum LostAnswer
{
    /// <summary>It leaves the server whole, and is lost on the way.</summary>
    [JsonStringEnumMemberName("answer")]
    Answer,

    /// <summary>The client hangs up while the engine samples.</summary>
    [JsonStringEnumMemberName("connection")]
    Connection,
}
