using System.Collections.Immutable;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>A token and what produced it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Origin">The first letter of its origin: prompt, environment, splice or model.</param>
internal readonly record struct Token(int Id, char Origin)
{
    /// <summary>Tokens of one origin.</summary>
    public static ImmutableArray<Token> All(IEnumerable<int> ids, char origin) => [.. ids.Select(id => new Token(id, origin))];

    /// <summary>Tokens as text, for comparing and reading.</summary>
    public static string Show(IEnumerable<Token> tokens) => string.Join(' ', tokens.Select(token => $"{token.Id}{token.Origin}"));
}
