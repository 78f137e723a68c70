using System.Collections.Immutable;
using Tito.Engines;
using Tito.Engines.Routing;

namespace Tito.Server.Options;

/// <summary>The option <c>--engine</c>: an address, or several with commas between them. It may be given several times.</summary>
internal static class EngineOption
{
    private const string Name = "engine";
    private const string Flag = "--" + Name;

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

    /// <summary>Arguments in which the option stands once, with all its values: of equal names the last one would win.</summary>
    public static string[] Gather(string[] arguments)
    {
        var values = new List<string>();
        var others = new List<string>();
        for (var index = 0; index < arguments.Length; index++)
        {
            var argument = arguments[index];
            if (argument == Flag && index + 1 < arguments.Length)
            {
                values.Add(arguments[++index]);
            }
            else if (argument.StartsWith(Flag + "=", StringComparison.Ordinal))
            {
                values.Add(argument[(Flag.Length + 1)..]);
            }
            else
            {
                others.Add(argument);
            }
        }

        return values.Count == 0 ? arguments : [.. others, Flag, string.Join(',', values)];
    }
}
