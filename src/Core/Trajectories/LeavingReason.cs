using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>Why turns are not on the path of a linear session's conversation any more.</summary>
public enum LeavingReason
{
    /// <summary>The request ended before what was sampled, or went on with other messages of its own.</summary>
    [JsonStringEnumMemberName("retry")]
    Retry,

    /// <summary>The request had another assistant message in the place of a sampled one.</summary>
    [JsonStringEnumMemberName("altered")]
    Altered,

    /// <summary>The request had the same messages, and other tools or template arguments.</summary>
    [JsonStringEnumMemberName("inputs")]
    Inputs,

    /// <summary>The request had no message in common with the conversation: a side request, or another conversation.</summary>
    [JsonStringEnumMemberName("new_conversation")]
    NewConversation,

    /// <summary>The session was rolled back by name, and no turn followed since.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback,
}
