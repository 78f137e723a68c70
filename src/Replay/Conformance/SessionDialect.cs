using System.Text.Json.Serialization;

namespace Tito.Replay.Conformance;

/// <summary>How a session server is spoken to, and what it may be expected to have.</summary>
internal enum SessionDialect
{
    /// <summary>This server's: settings in the body that opens a session.</summary>
    [JsonStringEnumMemberName("tito")]
    Tito,

    /// <summary>Miles': sessions without settings, as the linear server of version 1 has them.</summary>
    [JsonStringEnumMemberName("miles")]
    Miles,
}
