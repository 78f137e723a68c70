using System.CommandLine;
using Tito.Core.Messages;
using Tito.Replay.Conformance;
using Tito.Server.Options;

namespace Tito.Cli.Conformance;

/// <summary>The server that is looked at, and the engine that it was pointed to: options of <c>conformance</c> and <c>bench</c>.</summary>
internal sealed class TargetOptions
{
    /// <summary>The server.</summary>
    public Option<string> Url { get; } = new("--url")
    {
        Description = "The session server's root.",
        HelpName = "BASE",
        Required = true,
    };

    /// <summary>How it is spoken to.</summary>
    public Option<string> DialectName { get; } = new("--dialect")
    {
        Description = "How the server is spoken to: tito or miles. Default: tito.",
        HelpName = "DIALECT",
        DefaultValueFactory = _ => WireName.Of(SessionDialect.Tito),
    };

    /// <summary>The engine's port.</summary>
    public Option<int> EnginePort { get; } = new("--engine-port")
    {
        Description = "The loopback port of the engine that the server was pointed to, which this command plays.",
        HelpName = "N",
        DefaultValueFactory = _ => 30000,
    };

    /// <summary>The server's key.</summary>
    public Option<string?> ApiKey { get; } = new("--api-key") { Description = "The bearer token that the server wants.", HelpName = "KEY" };

    /// <summary>The dialect.</summary>
    /// <exception cref="OptionException">There is none of this name.</exception>
    public SessionDialect Dialect(ParseResult result) => WireName.Find<SessionDialect>(result.GetValue(DialectName))
        ?? throw new OptionException("dialect", WireName.All<SessionDialect>());

    /// <summary>The port.</summary>
    /// <exception cref="OptionException">It is none.</exception>
    public int Port(ParseResult result) => result.GetValue(EnginePort) is var port and > 0 and <= ushort.MaxValue
        ? port
        : throw new OptionException("engine-port", "a port from 1 to 65535");

    /// <summary>A client of the server.</summary>
    /// <exception cref="OptionException">Its address is none.</exception>
    public SessionServerClient Client(ParseResult result) =>
        Uri.TryCreate(result.GetValue(Url), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new(url, Dialect(result), result.GetValue(ApiKey))
            : throw new OptionException("url", "an address, as http://127.0.0.1:7071");
}
