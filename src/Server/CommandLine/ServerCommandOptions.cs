using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Tito.Server.Options;
using Tito.Server.Options.Declared;

namespace Tito.Server.CommandLine;

/// <summary>The server's options on a command line.</summary>
internal sealed class ServerCommandOptions
{
    private readonly ImmutableArray<(DeclaredOption Declared, Option Option)> _options =
        [.. ServerDeclarations.All.Select(declared => (declared, Make(declared)))];

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => _options.Select(pair => pair.Option);

    /// <summary>Whether an option stands on the command line.</summary>
    public bool Has(ParseResult result, DeclaredOption declared) =>
        Value(result, _options.First(pair => pair.Declared == declared).Option) is not null;

    /// <summary>The options that were given; what was not comes from the environment.</summary>
    public IConfiguration Read(ParseResult result)
    {
        var given = _options
            .Select(pair => KeyValuePair.Create(pair.Declared.Name, Value(result, pair.Option)))
            .Where(pair => pair.Value is not null);
        return new ConfigurationBuilder().Add(new TitoEnvironment()).AddInMemoryCollection(given).Build();
    }

    private static Option Make(DeclaredOption declared)
    {
        var name = $"--{declared.Name}";
        var description = $"{PlainText.Of(declared.Takes)}. Default: {PlainText.Of(declared.Default)}.";
        return declared.MayRepeat
            ? new Option<string[]>(name) { Description = description, HelpName = declared.Value }
            : new Option<string?>(name) { Description = description, HelpName = declared.Value };
    }

    private static string? Value(ParseResult result, Option option) => option switch
    {
        Option<string[]> many => result.GetValue(many) is { Length: > 0 } values ? string.Join(',', values) : null,
        Option<string?> one => result.GetValue(one),
        _ => throw new UnreachableException(),
    };
}
