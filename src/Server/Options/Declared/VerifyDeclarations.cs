using System.Collections.Immutable;

namespace Tito.Server.Options.Declared;

/// <summary>The options of verification runs, whose table is in docs/nightly.md.</summary>
internal static class VerifyDeclarations
{
    public static DeclaredOption Corpus { get; } = new(
        "verify-corpus", "DIR", "none", "the folder of golden trajectories and golden prompts");

    public static NumberOption Sample { get; } = new(
        "verify-sample", 500, 0, int.MaxValue, "how many stored sessions a run verifies at the most", ", 0 for none");

    public static DeclaredOption Tolerance { get; } = new(
        "verify-tolerance", "NATS", "`0.1`", "the largest difference of two logprobs that is none, in nats, 0 or more");

    public static NumberOption Keep { get; } = new(
        "verify-keep", 30, 1, int.MaxValue, "how many runs are kept", "; a run that is closed removes older ones");

    public static NumberOption Parallel { get; } = new(
        "verify-parallel", 2, 1, int.MaxValue, "how many shards this process verifies at a time",
        "; under the Functions host that decides");

    public static DeclaredOption Webhook { get; } = new(
        "verify-webhook",
        "URL",
        "none",
        "where a red run is told: https, or http on loopback; prefer the variable where it has a secret in it");

    public static DeclaredOption At { get; } = new(
        "verify-at",
        "HH:MM",
        "none",
        "of the server alone: the time of day in UTC at which a run begins, as `02:30`. Servers over one store that have the "
        + "same files and engines begin one run together, others one each. A run that cannot be begun, because the store is "
        + "away, is tried again each minute until it is or the next one is due; the log says so. A server that is down at that "
        + "time begins none");

    public static NumberOption Interval { get; } = new(
        "verify-interval", 0, 0, int.MaxValue, "of the server alone, in place of the time: seconds between two runs", ", 0 for none");

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<DeclaredOption> All { get; } = [Corpus, Sample, Tolerance, Keep, Parallel, Webhook, At, Interval];
}
