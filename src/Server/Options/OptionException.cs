namespace Tito.Server.Options;

/// <summary>An option is missing or malformed; its message names the option, its variable, and what it takes.</summary>
/// <param name="name">The option without its dashes, as <c>engine-timeout</c>.</param>
/// <param name="takes">What it takes, as a part of a sentence.</param>
public sealed class OptionException(string name, string takes)
    : Exception($"--{name} (or TITO_{name.Replace('-', '_').ToUpperInvariant()}) takes {takes.TrimEnd('.')}.");
