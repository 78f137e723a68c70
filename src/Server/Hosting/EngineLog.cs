using Tito.Engines;

namespace Tito.Server.Hosting;

/// <summary>What the log says of an engine when it is first looked at.</summary>
internal static partial class EngineLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Engines";

    private const string Unknown = "unknown";

    /// <summary>Says what was found, and warns of what is lost.</summary>
    public static void Say(ILogger logger, EngineFinding finding)
    {
        if (finding.Wire is not { } wire)
        {
            Silent(logger, finding.Place);
            return;
        }

        if (finding.Engine is not { } engine)
        {
            Unrecognised(logger, finding.Place, wire);
        }
        else
        {
            Found(
                logger, finding.Place, engine, finding.Version ?? Unknown, wire, finding.Model ?? Unknown, finding.Tokenizer ?? Unknown,
                finding.ContextLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Unknown);
        }

        foreach (var flag in finding.MissingFlags)
        {
            Missing(logger, finding.Place, flag);
        }

        if (finding.HasOurTokenizer is null)
        {
            Unchecked(logger, finding.Place);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The engine at {Place} is {Engine} {Version}, spoken to as {Wire}: model {Model}, tokenizer {Tokenizer}, context {Context}.")]
    private static partial void Found(
        ILogger logger, string place, string engine, string version, string wire, string model, string tokenizer, string context);

    [LoggerMessage(
        LogLevel.Warning, "The engine at {Place} says neither what it is nor what it serves, and is spoken to as {Wire}.")]
    private static partial void Unrecognised(ILogger logger, string place, string wire);

    [LoggerMessage(LogLevel.Warning, "The engine at {Place} does not answer yet. The first turn that it answers looks at it.")]
    private static partial void Silent(ILogger logger, string place);

    [LoggerMessage(LogLevel.Information, "The engine at {Place} runs without {Flag}.")]
    private static partial void Missing(ILogger logger, string place, string flag);

    [LoggerMessage(LogLevel.Information, "The engine at {Place} was not asked for its tokenizer: nobody checks that it is ours.")]
    private static partial void Unchecked(ILogger logger, string place);
}
