using System.Text.Json.Serialization;

namespace Tito.Core.Tokens;

/// <summary>The origin of a token: who produced it. Only <see cref="Model"/> tokens are trained on.</summary>
/// <remarks>The numbers are part of the journal format and of the digest: they never change.</remarks>
public enum TokenOrigin
{
    /// <summary>The first render of a trajectory.</summary>
    [JsonStringEnumMemberName("prompt")]
    Prompt = 0,

    /// <summary>Messages that were appended between two generations, with the generation prompt that follows them.</summary>
    [JsonStringEnumMemberName("environment")]
    Environment = 1,

    /// <summary>The patch that a family's boundary rule puts between a completion and what follows it.</summary>
    [JsonStringEnumMemberName("splice")]
    Splice = 2,

    /// <summary>Sampled by the engine.</summary>
    [JsonStringEnumMemberName("model")]
    Model = 3,
}
