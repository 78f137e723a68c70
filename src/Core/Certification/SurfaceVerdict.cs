namespace Tito.Core.Certification;

/// <summary>Whether a template is append-only for one set of appended roles.</summary>
/// <param name="Surface">The roles.</param>
/// <param name="ConversationCount">The conversations that append these roles and no other; where there is a defect, those that were tried.</param>
/// <param name="Defect">The smallest conversation found that breaks a promise, or null when none does.</param>
public sealed record SurfaceVerdict(RoleSurface Surface, long ConversationCount, Counterexample? Defect)
{
    /// <summary>Whether the template lets conversations begin and none of them breaks a promise.</summary>
    public bool IsCertified => Defect is null && ConversationCount > 0;
}
