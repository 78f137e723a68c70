using System.Text.Json.Serialization;

namespace Tito.Core.Messages;

/// <summary>Who speaks in a message.</summary>
public enum Role
{
    /// <summary>Instructions of the harness.</summary>
    [JsonStringEnumMemberName("system")]
    System,

    /// <summary>The person or the harness that asks.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    /// <summary>The model, or a message that the client puts into the model's mouth.</summary>
    [JsonStringEnumMemberName("assistant")]
    Assistant,

    /// <summary>The result of a tool call.</summary>
    [JsonStringEnumMemberName("tool")]
    Tool,

    /// <summary>
    /// Instructions of the harness under OpenAI's newer name: a template that does not know it gets them as a system message.
    /// </summary>
    [JsonStringEnumMemberName("developer")]
    Developer,

    /// <summary>
    /// A role by another name, which only some templates know. The message says which: <see cref="ChatMessage.RoleName"/>.
    /// </summary>
    [JsonStringEnumMemberName("(other)")]
    Other,
}
