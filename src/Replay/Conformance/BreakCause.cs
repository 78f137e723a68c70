using System.Text.Json.Serialization;

namespace Tito.Replay.Conformance;

/// <summary>Why the tokens of a prompt are other ones.</summary>
internal enum BreakCause
{
    /// <summary>The text is the same under other ids: somebody tokenized it again.</summary>
    [JsonStringEnumMemberName("retokenized")]
    Retokenized,

    /// <summary>The reasoning of an earlier turn is missing, and what it said is there.</summary>
    [JsonStringEnumMemberName("reasoning_dropped")]
    ReasoningDropped,

    /// <summary>What an earlier turn told its client is missing: nothing of it, or another attempt's answer in its place.</summary>
    [JsonStringEnumMemberName("turn_lost")]
    TurnLost,

    /// <summary>The earlier turns are there with another text around them, or in another form.</summary>
    [JsonStringEnumMemberName("rerendered")]
    Rerendered,

    /// <summary>The new messages are rendered otherwise than by the vector's template.</summary>
    [JsonStringEnumMemberName("template")]
    Template,

    /// <summary>None of these.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
