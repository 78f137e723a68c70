using System.Collections.Immutable;
using Tito.Engines;
using Tito.Engines.Routing;

namespace Tito.Server.Options;

/// <summary>The option <c>--engine</c>: an address, or several with commas between them. It may be given several times.</summary>
internal static class EngineOption
{
    private const string Name = "engine";

    /// <summary>Reads the option's value.</summary>
    /// <exception cref="OptionException">It is missing, an address is none, or two are alike.</exception>
    public static ImmutableArray<EngineAddress> Parse(string? value)
    {
        var addresses = (value ?? "").Split(',', StringSplitOptions.TrimEntries)
            .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) && EngineAddress.Parse(address) is { } engine
                ? engine
                : throw new OptionException(Name, EngineAddress.Takes))
            .ToImmutableArray();
        return addresses.Select(address => EngineEndpoint.Shown(address.Root)).Distinct(StringComparer.Ordinal).Count() == addresses.Length
            ? addresses
            : throw new OptionException(Name, "addresses of which no two are alike");
    }
}
