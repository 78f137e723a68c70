using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Shards;

/// <summary>What a failure most likely comes from, by what changed since the baseline and by the tokens themselves.</summary>
public enum LikelyCause
{
    /// <summary>Nothing that is known explains it.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The tokenizer is another one.</summary>
    [JsonStringEnumMemberName("tokenizer_changed")]
    TokenizerChanged,

    /// <summary>The chat template, or what else the family puts into prompts, is another one.</summary>
    [JsonStringEnumMemberName("template_changed")]
    TemplateChanged,

    /// <summary>The engine serves another model, or other weights of it.</summary>
    [JsonStringEnumMemberName("weight_changed")]
    WeightChanged,

    /// <summary>The engine says that it has the same weights and yet samples other tokens.</summary>
    [JsonStringEnumMemberName("engine_samples_otherwise")]
    EngineSamplesOtherwise,

    /// <summary>The stored rows of a session do not agree with each other.</summary>
    [JsonStringEnumMemberName("rows_changed")]
    RowsChanged,

    /// <summary>The engine gave no completion.</summary>
    [JsonStringEnumMemberName("engine_failed")]
    EngineFailed,
}
