namespace Tito.Server.Options.Declared;

/// <summary>An option that takes one of two words, the first of them where it is not given.</summary>
/// <param name="Name">The name.</param>
/// <param name="Usual">The word that is the default.</param>
/// <param name="Other">The other one.</param>
/// <param name="Text">What it takes.</param>
internal sealed record ChoiceOption(string Name, string Usual, string Other, string Text)
    : DeclaredOption(Name, $"{Usual}|{Other}", $"`{Usual}`", Text)
{
    /// <summary>Whether the other word was given.</summary>
    /// <exception cref="OptionException">It is neither.</exception>
    public bool IsOther(IConfiguration configuration)
    {
        var word = Find(configuration) ?? Usual;
        return word == Other || (word == Usual ? false : throw new OptionException(Name, $"{Usual} or {Other}"));
    }
}
