using System.Text.Json.Serialization;

namespace Tito.Core.Comparison;

/// <summary>The probable cause why two texts differ: a hint for people, read off the texts alone.</summary>
public enum MismatchCause
{
    /// <summary>None of the known patterns.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>One side has a closed thinking block that the other lacks: a template cut the reasoning of an earlier turn.</summary>
    [JsonStringEnumMemberName("cut_thinking")]
    CutThinking,

    /// <summary>The same JSON value is written in two ways: a client or a template parsed it and wrote it anew.</summary>
    [JsonStringEnumMemberName("reserialized_json")]
    ReserializedJson,

    /// <summary>The texts are the same except for white space at their ends: a template or a parser stripped it.</summary>
    [JsonStringEnumMemberName("boundary_whitespace")]
    BoundaryWhitespace,

    /// <summary>The session's text opens a thinking block and never closes it: generation ended while the model was thinking.</summary>
    [JsonStringEnumMemberName("unclosed_thinking")]
    UnclosedThinking,

    /// <summary>One side ends where the other goes on: generation was cut short, or a stop token was written twice.</summary>
    [JsonStringEnumMemberName("early_stop")]
    EarlyStop,

    /// <summary>
    /// The difference lies at the end of a turn that did not end as its family ends one: a stop string is in the tokens and not in the
    /// message, say, or the model went on after its stop token.
    /// </summary>
    [JsonStringEnumMemberName("unended_turn")]
    UnendedTurn,
}
