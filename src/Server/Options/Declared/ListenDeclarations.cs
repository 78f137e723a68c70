using System.Collections.Immutable;

namespace Tito.Server.Options.Declared;

/// <summary>The options that say where the server listens, and to whom.</summary>
internal static class ListenDeclarations
{
    public static DeclaredOption Address { get; } = new(
        "address",
        "IP",
        "`127.0.0.1`",
        "the IP address to listen on; anything but loopback needs `--api-key` or `--api-keys` ([access.md](access.md))");

    public static NumberOption Port { get; } = new("port", 7071, 0, 65_535, "the port to listen on", "; 0 takes a free one");

    public static DeclaredOption ApiKey { get; } = new(
        "api-key",
        "KEY",
        "none",
        "the key that clients send as `Authorization: Bearer KEY`, or as `x-api-key: KEY`; prefer the variable, a command line is visible "
        + "to others");

    public static DeclaredOption ApiKeys { get; } = new(
        "api-keys",
        "FILE",
        "none",
        "a file of [keys with names](access.md#keys-with-names), for several teams; beside `--api-key` or in its place");

    public static NumberOption MaxBodyBytes { get; } = new(
        "max-body-bytes", (int)ServerOptions.DefaultMaxBodyBytes, 1, int.MaxValue, "the largest request body, in bytes");

    public static NumberOption BodyMegabytes { get; } = new(
        "body-megabytes", ServerOptions.DefaultBodyMegabytes, 1, 1_048_576,
        "how many MiB the bodies of all requests that are read or served may take together",
        "; beyond it a request is 503 `server_busy`");

    public static NumberOption AnswerMegabytes { get; } = new(
        "answer-megabytes", ServerOptions.DefaultAnswerMegabytes, 1, 1_048_576,
        "how many MiB the answers of engines that are being read may take together",
        "; beyond it a turn is 503 `server_busy`");

    public static NumberOption DrainTime { get; } = new(
        "drain-time", 600, 0, 86_400,
        "seconds that the server waits for [turns under way](#stopping) when it is to stop",
        "; under the Functions host that decides")
    {
        Default = "that of `--engine-timeout`",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<DeclaredOption> All { get; } =
        [Address, Port, ApiKey, ApiKeys, MaxBodyBytes, BodyMegabytes, AnswerMegabytes, DrainTime];
}
