using System.Text.Json.Serialization;

namespace Tito.Server.Options;

/// <summary>
/// Where a request says of which session it is, for harnesses that know one base URL. Such a session is opened by its first request.
/// </summary>
internal enum ImplicitSessions
{
    /// <summary>In a header: that of this server, or the one that the agent sends of itself.</summary>
    [JsonStringEnumMemberName("header")]
    Header,

    /// <summary>In the key: the whole of it, or what follows the server's own key and a colon.</summary>
    [JsonStringEnumMemberName("api-key")]
    ApiKey,

    /// <summary>In the path, as always.</summary>
    [JsonStringEnumMemberName("path")]
    Path,
}
