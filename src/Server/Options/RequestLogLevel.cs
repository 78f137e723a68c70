using System.Text.Json.Serialization;

namespace Tito.Server.Options;

/// <summary>Which requests have a line in the log.</summary>
internal enum RequestLogLevel
{
    /// <summary>Every one, but for those of probes.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Those that ended with a status of 500 or more.</summary>
    [JsonStringEnumMemberName("errors")]
    Errors,

    /// <summary>No one.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
