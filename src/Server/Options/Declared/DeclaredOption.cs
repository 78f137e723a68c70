namespace Tito.Server.Options.Declared;

/// <summary>
/// An option of the server as it is declared once: the command line, the environment, the help and the table of docs/server.md are read
/// from here.
/// </summary>
/// <param name="Name">The name without dashes before it, as <c>engine-timeout</c>.</param>
/// <param name="Value">What stands for the value in the help, as <c>URL</c>.</param>
/// <param name="Default">What is taken without it, in Markdown.</param>
/// <param name="Text">What it takes, in Markdown and as a part of a sentence, with links relative to docs/.</param>
internal record DeclaredOption(string Name, string Value, string Default, string Text)
{
    // What Azure gives a process in place of a secret that it cannot read.
    private const string Reference = "@Microsoft.KeyVault(";

    /// <summary>What it takes with the bounds of its value, where it has any.</summary>
    public virtual string Takes => Text;

    /// <summary>Whether it may stand several times on a command line: its values are then one, with commas between them.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>The environment variable of the same meaning.</summary>
    public string Variable => $"{TitoEnvironment.Prefix}{Name.Replace('-', '_').ToUpperInvariant()}";

    /// <summary>The value that was given; null for none. An empty one is none: deployment tools like to write those.</summary>
    /// <exception cref="OptionException">
    /// It has a character that no path, name or address may have, or is a reference that was not resolved: as a key it would be one that
    /// anybody can read who sees the deployment.
    /// </exception>
    public string? Find(IConfiguration configuration) => configuration[Name] switch
    {
        { Length: > 0 } value when value.Contains('\0', StringComparison.Ordinal) =>
            throw new OptionException(Name, "a text without the character NUL"),
        { Length: > 0 } value when value.StartsWith(Reference, StringComparison.OrdinalIgnoreCase) =>
            throw new OptionException(
                Name, "what a reference to a key vault stands for, and was given the reference itself: the platform could not resolve it"),
        { Length: > 0 } value => value,
        _ => null,
    };
}
