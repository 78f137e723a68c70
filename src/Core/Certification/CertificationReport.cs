using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Certification;

/// <summary>The result of a certification, and its subject.</summary>
public sealed record CertificationReport
{
    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>The template's name.</summary>
    public required string TemplateName { get; init; }

    /// <summary>The SHA-256 of the template's text.</summary>
    public required Digest TemplateDigest { get; init; }

    /// <summary>The SHA-256 of <c>tokenizer.json</c>.</summary>
    public required Digest TokenizerDigest { get; init; }

    /// <summary>How far it went.</summary>
    public required CertificationOptions Options { get; init; }

    /// <summary>The template arguments and tools that every conversation was tried with.</summary>
    public required int SettingCount { get; init; }

    /// <summary>Conversations exhausted in the wide alphabet.</summary>
    public required long WideCount { get; init; }

    /// <summary>Longer conversations exhausted in the narrow alphabet.</summary>
    public required long NarrowCount { get; init; }

    /// <summary>Conversations on random paths: every beginning of a random conversation is one.</summary>
    public required long RandomCount { get; init; }

    /// <summary>Openings that the template raised on. Where there is one, no surface is certified.</summary>
    public required long RefusedCount { get; init; }

    /// <summary>A verdict for each set of the asked roles.</summary>
    public required ImmutableArray<SurfaceVerdict> Surfaces { get; init; }

    /// <summary>All conversations that were checked.</summary>
    public long ConversationCount => WideCount + NarrowCount + RandomCount;

    /// <summary>Whether every surface is certified.</summary>
    public bool IsCertified => Surfaces.All(surface => surface.IsCertified);

    /// <summary>Whether a template is append-only for one set of appended roles.</summary>
    /// <param name="Surface">The roles.</param>
    /// <param name="ConversationCount">
    /// The conversations that append these roles and no other; where there is a defect, those that were tried.
    /// </param>
    /// <param name="Defect">The smallest conversation found that breaks a promise, or null when none does.</param>
    public sealed record SurfaceVerdict(RoleSurface Surface, long ConversationCount, Counterexample? Defect)
    {
        /// <summary>Whether the template lets conversations begin and none of them breaks a promise.</summary>
        public bool IsCertified => Defect is null && ConversationCount > 0;
    }
}
