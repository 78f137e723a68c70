using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>How a completion ended, by what its tokens say.</summary>
public enum EndKind
{
    /// <summary>Its last token is one with which the family ends a turn.</summary>
    [JsonStringEnumMemberName("stop_token")]
    StopToken,

    /// <summary>There is such a token, and more tokens after it: those are in no later prompt and in no sample.</summary>
    [JsonStringEnumMemberName("tokens_after_stop")]
    TokensAfterStop,

    /// <summary>Its last token ends texts, and not this family's turns: <c>&lt;|endoftext|&gt;</c>, or one that the client named.</summary>
    [JsonStringEnumMemberName("foreign_token")]
    ForeignToken,

    /// <summary>The engine stopped at a text that the client asked it to stop at.</summary>
    [JsonStringEnumMemberName("stop_string")]
    StopString,

    /// <summary>The engine says that the model stopped, and neither token nor text tells where.</summary>
    [JsonStringEnumMemberName("no_stop_token")]
    NoStopToken,

    /// <summary>A length limit cut it off.</summary>
    [JsonStringEnumMemberName("length")]
    Length,

    /// <summary>The engine gave it up. No turn ends so any more; earlier releases stored such turns.</summary>
    [JsonStringEnumMemberName("abort")]
    Abort,

    /// <summary>The engine has another word for it.</summary>
    [JsonStringEnumMemberName("other")]
    Other,

    /// <summary>The engine says that the model stopped, and the family's stop tokens are not known.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
