using System.Text.Json.Serialization;

namespace Tito.Server.Wire;

/// <summary>How much of its records a session's view has.</summary>
internal enum RecordDetail
{
    /// <summary>Each with its request and its answer.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Each with what can be counted alone.</summary>
    [JsonStringEnumMemberName("summary")]
    Summary,

    /// <summary>None at all.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
