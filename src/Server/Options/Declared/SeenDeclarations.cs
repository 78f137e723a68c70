using System.Collections.Immutable;

namespace Tito.Server.Options.Declared;

/// <summary>The options that say what is told of a running server.</summary>
internal static class SeenDeclarations
{
    public static DeclaredOption RequestLog { get; } = new(
        "request-log",
        "all|errors|none",
        "`all`",
        "which requests have [a line in the log](observability.md#the-request-log): `all`, those that ended in a 5xx (`errors`), or "
        + "`none`");

    public static DeclaredOption Otlp { get; } = new(
        "otlp",
        "URL",
        "none",
        "where [metrics, traces and logs](observability.md#otlp) are sent with OTLP over HTTP: a collector's base address, as "
        + "`http://127.0.0.1:4318`");

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<DeclaredOption> All { get; } = [RequestLog, Otlp];
}
