using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Tito.Engines;
using Tito.Server.Options;

namespace Tito.Cli.Verify;

/// <summary>
/// The options of <c>tito verify-night</c> that the server has as well, with the same names; docs/nightly.md has them for people.
/// </summary>
internal sealed class VerifyNightOptions
{
    private readonly ImmutableArray<Option<string?>> _options =
    [
        Text("--verify-corpus", "DIR", "The folder of golden trajectories (*.json) and golden prompts (*.prompts.json)."),
        Text("--verify-sample", "N", "How many stored sessions are verified at the most. Default: 500."),
        Text("--verify-tolerance", "NATS", "The largest difference of two logprobs that is none. Default: 0.1."),
        Text("--verify-keep", "N", "How many runs are kept. Default: 30."),
        Text("--verify-parallel", "N", "How many shards are verified at a time. Default: 2."),
        Text("--verify-webhook", "URL", "Where a red run is told: https, or http on loopback."),
        Text("--engine-api-key", "KEY", "The key that the engines were started with."),
    ];

    private readonly Option<string[]> _engine = new("--engine")
    {
        Description = "An engine that is asked, as sglang+http://127.0.0.1:30000. May be repeated. Default: none.",
        HelpName = "URL",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public ImmutableArray<Option> All => [_engine, .. _options];

    /// <summary>The settings that were given; what was not comes from the environment, as the server's do.</summary>
    /// <exception cref="OptionException">One is malformed; it says which one and what it takes.</exception>
    public ServerOptions Read(ParseResult result)
    {
        var given = _options
            .Select(option => KeyValuePair.Create(option.Name.TrimStart('-'), result.GetValue(option)))
            .Where(pair => pair.Value is not null);
        var configuration = new ConfigurationBuilder().Add(new TitoEnvironment()).AddInMemoryCollection(given).Build();
        var engines = result.GetValue(_engine) is { Length: > 0 } named ? string.Join(',', named) : configuration["engine"];
        return new()
        {
            Engines = engines is { Length: > 0 } ? EngineOption.Parse(engines) : ImmutableArray<EngineAddress>.Empty,
            EngineApiKey = configuration["engine-api-key"] is { Length: > 0 } key ? key : null,
            Verify = VerifyOptions.Read(configuration),
        };
    }

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
