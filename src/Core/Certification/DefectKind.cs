using System.Text.Json.Serialization;

namespace Tito.Core.Certification;

/// <summary>The ways in which a template fails a session, the gravest first.</summary>
public enum DefectKind
{
    /// <summary>The render up to a cut is not a prefix of the render of more messages: tokens that the engine holds would change.</summary>
    [JsonStringEnumMemberName("prefix_changed")]
    PrefixChanged,

    /// <summary>The splice puts other text after a generated turn than the render of the whole conversation has there.</summary>
    [JsonStringEnumMemberName("splice_differs")]
    SpliceDiffers,

    /// <summary>The template raises on an opening: what comes before the first generated turn, and the tools.</summary>
    [JsonStringEnumMemberName("opening_failed")]
    OpeningFailed,

    /// <summary>The splice failed: the template raises after the dummy conversation, or does not render append-only there.</summary>
    [JsonStringEnumMemberName("splice_failed")]
    SpliceFailed,

    /// <summary>An assistant turn does not end as the boundary rule says, so what follows it would be wrong.</summary>
    [JsonStringEnumMemberName("boundary_missing")]
    BoundaryMissing,

    /// <summary>The texts agree, but the spliced tokens are not those of the whole text.</summary>
    [JsonStringEnumMemberName("tokens_differ")]
    TokensDiffer,

    /// <summary>A part of a message is not in the text that the message adds.</summary>
    [JsonStringEnumMemberName("content_lost")]
    ContentLost,

    /// <summary>The template raises on a conversation that it let begin.</summary>
    [JsonStringEnumMemberName("template_failed")]
    TemplateFailed,
}
