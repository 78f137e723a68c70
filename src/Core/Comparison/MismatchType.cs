using System.Text.Json.Serialization;

namespace Tito.Core.Comparison;

/// <summary>How two token sequences differ in one place.</summary>
public enum MismatchType
{
    /// <summary>The two have different numbers of segments, or special tokens in different places. Hard.</summary>
    [JsonStringEnumMemberName("special_token_count")]
    SpecialTokenCount,

    /// <summary>Different special tokens stand in the same place. Hard.</summary>
    [JsonStringEnumMemberName("special_token_type")]
    SpecialTokenType,

    /// <summary>The text between two special tokens differs, and no model wrote it. Hard.</summary>
    [JsonStringEnumMemberName("non_assistant_text")]
    NonAssistantText,

    /// <summary>The text between two special tokens differs, and the model wrote it. Soft: counted against a threshold.</summary>
    [JsonStringEnumMemberName("assistant_text")]
    AssistantText,
}
