using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Conformance;

/// <summary>What a session server has to have for a conformance vector, where servers differ on purpose.</summary>
public enum VectorNeed
{
    /// <summary>A user's message may follow a turn.</summary>
    [JsonStringEnumMemberName("user_after_turn")]
    UserAfterTurn,

    /// <summary>A system message may follow a turn.</summary>
    [JsonStringEnumMemberName("system_after_turn")]
    SystemAfterTurn,

    /// <summary>An assistant message that nobody sampled may follow a turn.</summary>
    [JsonStringEnumMemberName("assistant_after_turn")]
    AssistantAfterTurn,

    /// <summary>A request may leave the last turn behind.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback,

    /// <summary>A request may leave several turns behind.</summary>
    [JsonStringEnumMemberName("deep_rollback")]
    DeepRollback,

    /// <summary>A session has branches, and a conversation goes on at the turn whose path it has.</summary>
    [JsonStringEnumMemberName("branches")]
    Branches,

    /// <summary>Two requests with one <c>Idempotency-Key</c> are one turn.</summary>
    [JsonStringEnumMemberName("idempotency_keys")]
    IdempotencyKeys,

    /// <summary>A turn that its engine gives up goes on from what was sampled.</summary>
    [JsonStringEnumMemberName("resumed_aborts")]
    ResumedAborts,

    /// <summary>A turn that did not end with its stop token is closed in the next prompt.</summary>
    [JsonStringEnumMemberName("closed_turns")]
    ClosedTurns,

    /// <summary>The same for a turn that ended at a stop string.</summary>
    [JsonStringEnumMemberName("stop_strings")]
    StopStrings,

    /// <summary>A message that comes back without its reasoning is the stored one.</summary>
    [JsonStringEnumMemberName("forgotten_reasoning")]
    ForgottenReasoning,

    /// <summary>A message in another spelling that renders alike is the stored one.</summary>
    [JsonStringEnumMemberName("respelled_messages")]
    RespelledMessages,

    /// <summary>A request has <c>chat_template_kwargs</c>.</summary>
    [JsonStringEnumMemberName("template_arguments")]
    TemplateArguments,

    /// <summary>A message of a role that may not follow a turn is refused.</summary>
    [JsonStringEnumMemberName("refused_roles")]
    RefusedRoles,

    /// <summary>A history that leaves several turns behind is refused.</summary>
    [JsonStringEnumMemberName("refused_history")]
    RefusedHistory,
}
