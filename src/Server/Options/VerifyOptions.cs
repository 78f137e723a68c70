using System.Globalization;
using Tito.Core.Verification.Shards;
using Tito.Server.Options.Declared;

namespace Tito.Server.Options;

/// <summary>
/// What an operator sets about verification runs: the options whose names begin with <c>verify-</c>. docs/nightly.md lists them.
/// </summary>
internal sealed record VerifyOptions
{
    /// <summary>The folder of golden trajectories and golden prompts; null, the default, for none.</summary>
    public string? Corpus { get; init; }

    /// <summary>What a run covers, and how strict it is.</summary>
    public VerificationOptions Run { get; init; } = new();

    /// <summary>How many shards this process verifies at a time, 1 or more. Default: 2. Under the Functions host that decides.</summary>
    public int Parallel { get; init; } = 2;

    /// <summary>Where a red run is told: https, or http on loopback; null, the default, for nowhere.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>
    /// The time of day in UTC at which a run is begun; null, the default, for none. Under the Functions host its timer decides.
    /// </summary>
    public TimeOnly? At { get; init; }

    /// <summary>The pause between two runs that are begun by themselves; null, the default, for none.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Reads the options.</summary>
    /// <param name="configuration">Holds the names in lower case with dashes.</param>
    /// <exception cref="OptionException">One is malformed; it says which one and what it takes.</exception>
    public static VerifyOptions Read(IConfiguration configuration)
    {
        var options = new VerifyOptions
        {
            Corpus = VerifyDeclarations.Corpus.Find(configuration) is { } corpus ? Folder(corpus) : null,
            Run = new()
            {
                SessionSample = VerifyDeclarations.Sample.Read(configuration),
                LogprobTolerance = Nats(VerifyDeclarations.Tolerance.Find(configuration)),
                KeptRuns = VerifyDeclarations.Keep.Read(configuration),
                LongestShard = EngineDeclarations.Timeout.ReadSeconds(configuration) * (new VerificationOptions().ShardPrompts + 1),
            },
            Parallel = VerifyDeclarations.Parallel.Read(configuration),
            Webhook = VerifyDeclarations.Webhook.Find(configuration) is { } webhook ? Address(webhook) : null,
            At = VerifyDeclarations.At.Find(configuration) is { } at ? Time(at) : null,
            Interval = VerifyDeclarations.Interval.Read(configuration) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        return options is { At: not null, Interval: not null }
            ? throw new OptionException("verify-interval", "seconds in place of the time that --verify-at names; give one of them")
            : options;
    }

    private static string Folder(string path) =>
        Directory.Exists(path) ? path : throw new OptionException("verify-corpus", $"a folder, and there is no {path}");

    private static double Nats(string? text) => text is null ? new VerificationOptions().LogprobTolerance
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var nats) && double.IsFinite(nats) ? nats
        : throw new OptionException("verify-tolerance", "a number of nats, 0 or more, as 0.1");

    private static TimeOnly Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new OptionException("verify-at", "a time of day in UTC, as 02:30");

    // The address may hold a secret, so that no error repeats it.
    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
            ? address
            : throw new OptionException("verify-webhook", "an https address, or an http address on loopback");
}
