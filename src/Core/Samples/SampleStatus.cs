using System.Text.Json.Serialization;

namespace Tito.Core.Samples;

/// <summary>How the last generation of a sample ended, in the trainer's words.</summary>
public enum SampleStatus
{
    /// <summary>The model stopped by itself (<c>stop</c>, <c>tool_calls</c>).</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>A length limit ended the generation or the sample (<c>length</c>).</summary>
    [JsonStringEnumMemberName("truncated")]
    Truncated,

    /// <summary>The engine gave the generation up (<c>abort</c>), or a turn that belongs here is under way or was lost.</summary>
    [JsonStringEnumMemberName("aborted")]
    Aborted,

    /// <summary>Any other finish reason: the sample never looks complete.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
