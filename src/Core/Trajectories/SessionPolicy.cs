using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>The shape that a session's turns may have.</summary>
/// <remarks>The numbers are stored with sessions: they never change.</remarks>
public enum SessionPolicy
{
    /// <summary>One conversation: a request extends the tail or retries a turn near it.</summary>
    [JsonStringEnumMemberName("linear")]
    Linear = 0,

    /// <summary>A request attaches at the deepest turn that it continues, and branches anywhere.</summary>
    [JsonStringEnumMemberName("tree")]
    Tree = 1,
}
