using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>The arguments between the parentheses of a call, a filter or a test.</summary>
internal sealed record CallArguments(
    ImmutableArray<Expression> Positional,
    ImmutableArray<(string Name, Expression Value)> Keywords,
    Expression? Spread,
    Expression? KeywordSpread)
{
    public static CallArguments Empty { get; } = new([], [], null, null);

    /// <summary>Every argument expression in source order.</summary>
    public IEnumerable<Expression> All()
    {
        foreach (var argument in Positional)
        {
            yield return argument;
        }

        foreach (var (_, value) in Keywords)
        {
            yield return value;
        }

        if (Spread is not null)
        {
            yield return Spread;
        }

        if (KeywordSpread is not null)
        {
            yield return KeywordSpread;
        }
    }
}
