using System.Text.Json.Serialization;

namespace Tito.Simulation;

/// <summary>What a simulated engine does to a request instead of answering it as it should.</summary>
public enum SimulatedFaultKind
{
    /// <summary>The completion is given up after some tokens and answered as aborted, as when an operator aborts it.</summary>
    [JsonStringEnumMemberName("abort")]
    Abort,

    /// <summary>The connection breaks after some tokens; a whole answer has sent nothing by then.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>A whole answer breaks off in the middle of its body, a stream in the middle of the frame after some tokens.</summary>
    [JsonStringEnumMemberName("half-body")]
    HalfBody,

    /// <summary>The request is refused with an HTTP status before anything is sampled.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>The engine fails after some tokens: a stream gets an error frame, a whole answer is HTTP 500.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
