using System.Text.Json.Serialization;

namespace Tito.Core.Samples;

/// <summary>Which leaves of a session's tree become samples.</summary>
public enum SamplePicker
{
    /// <summary>Every leaf, in commit order.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>
    /// Every leaf except those that a retry left behind: a turn was committed later under the same parent. Roots stay, because two of
    /// them may be two agents. The longest path comes first, of equally long ones the latest.
    /// </summary>
    [JsonStringEnumMemberName("drop_retries")]
    DropRetries,

    /// <summary>The turn that was committed last, alone.</summary>
    [JsonStringEnumMemberName("latest")]
    Latest,
}
