using System.Collections.Immutable;

namespace Tito.Core.Certification;

/// <summary>The result of one more message on a path.</summary>
internal abstract record PathStep
{
    private PathStep()
    {
    }

    /// <summary>The conversation holds at each of its cuts.</summary>
    public sealed record Holds : PathStep
    {
        public static Holds Instance { get; } = new();
    }

    /// <summary>The conversation breaks a promise.</summary>
    /// <param name="Kind">Which one.</param>
    /// <param name="Setting">Its arguments and tools.</param>
    /// <param name="Messages">The whole conversation.</param>
    /// <param name="Surface">The roles that were appended after generated turns.</param>
    /// <param name="CutIndex">How many of the messages lie before the cut; 0 for an opening, which has none.</param>
    /// <param name="Expected">The side that must hold.</param>
    /// <param name="Actual">What was found in its place.</param>
    public sealed record Defect(
        DefectKind Kind,
        RenderSetting Setting,
        ImmutableArray<MessageVariant> Messages,
        RoleSurface Surface,
        int CutIndex,
        DefectText Expected,
        DefectText Actual) : PathStep;
}
