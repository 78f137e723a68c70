namespace Tito.Core.Certification;

/// <summary>What a template does that a session cannot live with, the gravest first.</summary>
public enum DefectKind
{
    /// <summary>The render up to a cut is no prefix of the render of more messages: tokens that the engine holds would change.</summary>
    PrefixChanged,

    /// <summary>What the splice puts behind a generated turn is not what the render of the whole conversation has there.</summary>
    SpliceDiffers,

    /// <summary>The splice failed: the template raises behind the dummy conversation, or does not render append-only there.</summary>
    SpliceFailed,

    /// <summary>An assistant turn does not end as the family's boundary rule says, so the patch would be wrong.</summary>
    BoundaryMissing,

    /// <summary>The texts agree, but the spliced tokens are not those of the whole text.</summary>
    TokensDiffer,

    /// <summary>A part of a message is not in the text that the message adds.</summary>
    ContentLost,

    /// <summary>The template raises on a conversation that it let begin.</summary>
    TemplateFailed,
}
