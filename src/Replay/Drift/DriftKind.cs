using System.Text.Json.Serialization;

namespace Tito.Replay.Drift;

/// <summary>How a turn of one setup is not that of the other.</summary>
internal enum DriftKind
{
    /// <summary>What the turn itself adds to the prompt, or replaces in it, is another.</summary>
    [JsonStringEnumMemberName("prompt")]
    Prompt,

    /// <summary>An earlier turn of its path has another prompt or completion, so that its tokens stand in another context.</summary>
    [JsonStringEnumMemberName("context")]
    Context,

    /// <summary>The new setup makes no prompt for it: the stored tokens cannot be the prefix of one.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>It continues a turn that the new setup refuses.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>The old setup refused it.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    /// <summary>Sampled ids stand for another text.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>The text of its sampled tokens encodes to other tokens.</summary>
    [JsonStringEnumMemberName("encoding")]
    Encoding,

    /// <summary>It ended otherwise, by what its tokens say.</summary>
    [JsonStringEnumMemberName("end")]
    End,

    /// <summary>The assistant message that was read from its tokens is another.</summary>
    [JsonStringEnumMemberName("message")]
    Message,

    /// <summary>Other tokens were sampled; only two recordings can say so.</summary>
    [JsonStringEnumMemberName("completion")]
    Completion,

    /// <summary>The same tokens were sampled with other logprobs; only two recordings can say so.</summary>
    [JsonStringEnumMemberName("logprobs")]
    Logprobs,
}
