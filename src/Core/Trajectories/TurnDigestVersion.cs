using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>The encodings of a turn's link; the word is the link's first field. docs/digests.md has both.</summary>
public enum TurnDigestVersion
{
    /// <summary>It binds messages, tokens and logprobs, and not what else shaped the prompt.</summary>
    [JsonStringEnumMemberName("tito.turn.v1")]
    One,

    /// <summary>It binds the tools and the template's arguments as well. Every new turn has it.</summary>
    [JsonStringEnumMemberName("tito.turn.v2")]
    Two,
}
