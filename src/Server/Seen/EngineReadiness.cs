using System.Text.Json.Serialization;

namespace Tito.Server.Seen;

/// <summary>Whether one of the engines takes requests.</summary>
internal enum EngineReadiness
{
    /// <summary>One does, or says nothing against it.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>None can be reached, or each says itself that it does not.</summary>
    [JsonStringEnumMemberName("down")]
    Down,

    /// <summary>None answered in two seconds.</summary>
    [JsonStringEnumMemberName("silent")]
    Silent,

    /// <summary>An operator drained all of them.</summary>
    [JsonStringEnumMemberName("drained")]
    Drained,
}
