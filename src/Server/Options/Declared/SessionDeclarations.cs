using System.Collections.Immutable;

namespace Tito.Server.Options.Declared;

/// <summary>The options about sessions: how they are kept, opened, told and removed.</summary>
internal static class SessionDeclarations
{
    public static DeclaredOption Data { get; } = new(
        "data", "DIR", "`data`", "the folder of the journal, created when it is missing; a relative path is one of the caller's folder");

    public static DeclaredOption Tables { get; } = new(
        "tables",
        "ACCOUNT",
        "none",
        "keeps the journal in an Azure storage account instead of `--data`: its connection string (prefer the variable, it has a key in "
        + "it), or `https://ACCOUNT.table.core.windows.net` for the process's managed identity, which needs the roles Storage Table Data "
        + "Contributor and Storage Blob Data Contributor");

    public static NumberOption HotMegabytes { get; } = new(
        "hot-megabytes", ServerOptions.DefaultHotMegabytes, 0, 1024 * 1024,
        "about how many MiB the sessions kept in memory may take together, with their tokens, logprobs, experts, messages and records",
        ", 0 for none; half of them go when the process is short of memory, and `./build.sh memory` prints what a server holds then. Each "
        + "use still asks the journal what has changed");

    public static DeclaredOption ImplicitSessions { get; } = new(
        "implicit-sessions",
        "WHERE",
        "none",
        "where requests name [sessions that nobody opened](clients.md#one-base-url-for-all): `header`, `api-key` or `path`; the first "
        + "request of such a session opens it with `--session-defaults`");

    public static DeclaredOption SessionDefaults { get; } = new(
        "session-defaults",
        "JSON",
        "none",
        "the settings of sessions that are opened without saying so themselves: a JSON object of the settings below, as "
        + "`{\"policy\":\"tree\"}`, or `reference` for what [the reference server does](../COMPATIBILITY.md#the-reference-session-server). "
        + "They are stored with each session when it is opened");

    public static ChoiceOption HostedTools { get; } = new(
        "hosted-tools", "drop", "refuse",
        "tools that a provider would run, in [Responses and Messages](faces.md): `drop` them and say so in the answer, or `refuse` the "
        + "request");

    public static ChoiceOption BillingBlock { get; } = new(
        "billing-block", "drop", "keep",
        "Claude Code's first system block, which differs from conversation to conversation: `drop` it and say so, or `keep` it");

    public static NumberOption TimeToLive { get; } = new(
        "session-ttl", 0, 0, int.MaxValue,
        "seconds that a session may stay without a request for a turn before it is removed, by an alarm of its own or by the "
        + "[sweep](journal.md#sweeping)",
        "; 0 for ever. A session in which a turn is parked stays");

    public static NumberOption SweepInterval { get; } = new(
        "sweep-interval", 3_600, 0, 86_400, "seconds between two sweeps", ", 0 for none; under the Functions host its timer decides");

    public static NumberOption DeferredPatience { get; } = new(
        "deferred-patience", 3_600, 1, 31 * 86_400,
        "seconds that a [parked turn](async-turns.md) waits for problems that pass",
        "; then the last one is its outcome");

    public static NumberOption DeferredConcurrency { get; } = new(
        "deferred-concurrency", ServerOptions.DefaultDeferredConcurrency, 1, 10_000, "how many parked turns this process takes at once");

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<DeclaredOption> All { get; } =
    [
        Data, Tables, HotMegabytes, ImplicitSessions, SessionDefaults, HostedTools, BillingBlock, TimeToLive, SweepInterval,
        DeferredPatience, DeferredConcurrency,
    ];
}
