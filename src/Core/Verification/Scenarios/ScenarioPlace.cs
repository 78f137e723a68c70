using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Scenarios;

/// <summary>What of a scenario a replay finds to differ.</summary>
public enum ScenarioPlace
{
    /// <summary>The file cannot be read as a scenario.</summary>
    [JsonStringEnumMemberName("format")]
    Format,

    /// <summary>The HTTP status of an answer, or whether it is an earlier answer told again.</summary>
    [JsonStringEnumMemberName("status")]
    Status,

    /// <summary>The code of an error.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>The engine was asked more often, or less often, than the scenario has samples.</summary>
    [JsonStringEnumMemberName("engine")]
    Engine,

    /// <summary>The turn that is continued; of the session, the turn whose path is the conversation.</summary>
    [JsonStringEnumMemberName("parent")]
    Parent,

    /// <summary>How many tokens gave way.</summary>
    [JsonStringEnumMemberName("replaced")]
    Replaced,

    /// <summary>A token that the turn adds to the prompt, counted from the first of them; or how many there are.</summary>
    [JsonStringEnumMemberName("token")]
    Token,

    /// <summary>What produced a token.</summary>
    [JsonStringEnumMemberName("origins")]
    Origins,

    /// <summary>Whether a token is trained on.</summary>
    [JsonStringEnumMemberName("mask")]
    Mask,

    /// <summary>A link of the digest chain.</summary>
    [JsonStringEnumMemberName("digest")]
    Digest,

    /// <summary>How a turn ended.</summary>
    [JsonStringEnumMemberName("end")]
    End,

    /// <summary>What an answer says.</summary>
    [JsonStringEnumMemberName("message")]
    Message,

    /// <summary>The comparator's verdict.</summary>
    [JsonStringEnumMemberName("mismatches")]
    Mismatches,

    /// <summary>The first link of the digest chain: tokenizer, template and fixed arguments.</summary>
    [JsonStringEnumMemberName("genesis")]
    Genesis,

    /// <summary>The training samples are not what the turns make.</summary>
    [JsonStringEnumMemberName("samples")]
    Samples,

    /// <summary>The proof is not what the turns make, or a level does not hold.</summary>
    [JsonStringEnumMemberName("proof")]
    Proof,

    /// <summary>The raw rows disagree.</summary>
    [JsonStringEnumMemberName("verify")]
    Verify,
}
