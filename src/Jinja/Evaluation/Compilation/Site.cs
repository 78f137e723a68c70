using Tito.Jinja.Evaluation.Scopes;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Where code is compiled: Jinja2's compile-time Frame.</summary>
/// <param name="Scope">The names in sight.</param>
/// <param name="IsSoft">Whether an unknown filter or test fails only when it is reached: directly inside an <c>if</c>.</param>
/// <param name="InLoop">Whether <c>break</c> and <c>continue</c> have a loop within the same function.</param>
/// <param name="IsFolded">Whether the expression around was folded, and this one with it.</param>
/// <param name="IsConstant">Whether it is evaluated while the template is compiled.</param>
internal readonly record struct Site(Scope Scope, bool IsSoft, bool InLoop, bool IsFolded = false, bool IsConstant = false)
{
    public Site Soft => this with { IsSoft = true };

    public Site Folded => this with { IsFolded = true };

    /// <summary>An inner scope of the same function; softness ends at it, as in Jinja2.</summary>
    public Site Within(Scope scope) => new(scope, false, InLoop);
}
