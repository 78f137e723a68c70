using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Tito.Server.CommandLine;
using Tito.Server.Options;
using Tito.Server.Options.Declared;

namespace Tito.Cli;

/// <summary>The server's options about the seals of a journal's rows; what is not given comes from its environment variables.</summary>
internal sealed class SealOptions
{
    private readonly ImmutableArray<Option<string?>> _options = [.. SealDeclarations.All.Select(Make)];

    /// <summary>Adds them to a command that opens a journal.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The server's environment, with what is said of seals on the command line over it.</summary>
    public IConfiguration Configuration(ParseResult result)
    {
        var given = _options
            .Select(option => KeyValuePair.Create(option.Name.TrimStart('-'), result.GetValue(option)))
            .Where(pair => pair.Value is not null);
        return new ConfigurationBuilder().Add(new TitoEnvironment()).AddInMemoryCollection(given).Build();
    }

    private static Option<string?> Make(DeclaredOption declared) => new($"--{declared.Name}")
    {
        Description = declared == SealDeclarations.Key
            ? "The key that the journal's rows are sealed with. Default: TITO_SEAL_KEY, then none."
            : $"{PlainText.Of(declared.Takes)}. Default: {declared.Variable}, then {PlainText.Of(declared.Default)}.",
        HelpName = declared.Value,
    };
}
