using System.Collections.Immutable;

namespace Tito.Server.Options.Declared;

/// <summary>The options that name engines and say how they are used.</summary>
internal static class EngineDeclarations
{
    public static DeclaredOption Engine { get; } = new(
        "engine",
        "URL",
        "required",
        "the engine's base address, http or https, with its wire or `auto` before it, as `sglang+http://127.0.0.1:30000` "
        + "([engines.md](engines.md)); [several](routing.md) with commas, or the option several times")
    {
        MayRepeat = true,
    };

    public static NumberOption Slack { get; } = new(
        "engine-slack", 25, 0, 10_000, "how many percent more than the mean one of several engines may have in flight");

    public static NumberOption MaxInFlight { get; } =
        new("engine-max-in-flight", int.MaxValue, 1, int.MaxValue, "how many requests one engine may have in flight")
        {
            Default = "no limit",
        };

    public static NumberOption Queue { get; } = new(
        "engine-queue", 1_000, 0, 1_000_000, "how many requests may wait while each engine has its most");

    public static NumberOption Patience { get; } = new(
        "engine-patience", 30, 0, 86_400, "seconds that a request may wait and try engines that refuse it");

    public static NumberOption ProbeInterval { get; } = new(
        "probe-interval", 5, 0, 86_400, "seconds between two probes of the engines' `/health`", ", 0 for none");

    public static NumberOption Timeout { get; } = new("engine-timeout", 600, 1, 86_400, "seconds for one answer of the engine");

    public static DeclaredOption ApiKey { get; } = new(
        "engine-api-key", "KEY", "none", "the key that the engine was started with; prefer the variable");

    public static NumberOption Context { get; } = new(
        "engine-context", 0, 0, int.MaxValue,
        "how many tokens of prompt and completion the engine takes together, for turns without a limit",
        "; 0 asks the engine");

    public static ChoiceOption Tokenizer { get; } = new(
        "engine-tokenizer", "check", "trust",
        "`check` refuses an engine whose tokenizer makes other ids than ours; `trust` does not ask it");

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<DeclaredOption> All { get; } =
        [Engine, Slack, MaxInFlight, Queue, Patience, ProbeInterval, Timeout, ApiKey, Context, Tokenizer];
}
