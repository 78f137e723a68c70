using System.Text.Json.Serialization;

namespace Tito.Replay.Conformance;

/// <summary>What a server did otherwise than a vector says.</summary>
internal enum FindingKind
{
    /// <summary>A prompt does not begin with the tokens of the turn that it continues.</summary>
    [JsonStringEnumMemberName("prefix")]
    Prefix,

    /// <summary>A prompt holds the prefix, and goes on with other tokens.</summary>
    [JsonStringEnumMemberName("tokens")]
    Tokens,

    /// <summary>An answer where there should be none, none where there should be one, or another one.</summary>
    [JsonStringEnumMemberName("answer")]
    Answer,

    /// <summary>The engine was asked more often, or less often.</summary>
    [JsonStringEnumMemberName("engine")]
    Engine,
}
