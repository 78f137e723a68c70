using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>The parameters of a macro or a call block; the defaults belong to the last of them.</summary>
internal sealed record MacroSignature(ImmutableArray<Expression.Variable> Parameters, ImmutableArray<Expression> Defaults)
{
    public static MacroSignature Empty { get; } = new([], []);

    /// <summary>The default of a parameter, if it has one.</summary>
    public Expression? DefaultOf(int parameter)
    {
        var index = parameter - (Parameters.Length - Defaults.Length);
        return index < 0 ? null : Defaults[index];
    }
}
