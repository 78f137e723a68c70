namespace Tito.Functions.Hosting;

/// <summary>An option is missing or malformed.</summary>
internal sealed class OptionException(string name, string takes)
    : Exception($"--{name} (or TITO_{name.Replace('-', '_').ToUpperInvariant()}) takes {takes}.");
