using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>What a session does with a request whose prompt is shaped by other inputs than the turn that its messages continue.</summary>
public enum PromptInputsRule
{
    /// <summary>A linear session refuses it; a tree takes it as a new root, or as a child of a turn with those inputs.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>The stored inputs stand, and the answer says so.</summary>
    [JsonStringEnumMemberName("keep")]
    Keep,

    /// <summary>
    /// Nothing is compared: the new messages are rendered with the inputs that came, after tokens that were made with others. So was every
    /// session of a release that had no such rule, and so is the reference.
    /// </summary>
    [JsonStringEnumMemberName("ignore")]
    Ignore,
}
