using System.Collections.Immutable;
using Tito.Simulation;

namespace Tito.Tests.Integration.Faults;

/// <summary>What goes wrong at an engine, and what a client is told, as the table of docs/engines.md has it.</summary>
/// <param name="Text">What goes wrong, in the table's words.</param>
/// <param name="Status">The status, where no stream has begun.</param>
/// <param name="Code">The error's code.</param>
internal sealed record EngineFault(string Text, int Status, string Code)
{
    private const int Tokens = 8;
    private const string Unreachable = "engine_unreachable";
    private const string Invalid = "engine_invalid_answer";

    /// <summary>The answer's <c>Retry-After</c>, where no stream has begun; null for none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The fault that the simulated engine plays; null where it is whole.</summary>
    public SimulatedFault? Played { get; init; }

    /// <summary>What is done to its answers on their way; null for nothing.</summary>
    public Func<string, string>? Spoil { get; init; }

    /// <summary>How long the engine is waited for; null where it is in time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The row of the table.</summary>
    public string Row => $"| {Text} | {Status} | `{Code}` | {(RetryAfter is null ? "-" : "yes")} |";

    public static ImmutableArray<EngineFault> All { get; } =
    [
        new("the connection breaks, before the answer or in a stream", 503, Unreachable) { Played = Of(SimulatedFaultKind.Drop) },
        new("the connection breaks inside a body or a frame", 503, Unreachable) { Played = Of(SimulatedFaultKind.HalfBody) },
        new("counts that are not those of the tokens", 502, Invalid) { Spoil = AnswerSpoil.Count },
        new("ids beyond the vocabulary", 502, Invalid) { Spoil = AnswerSpoil.Id },
        new("logprobs that are NaN", 502, Invalid) { Spoil = AnswerSpoil.NotANumber },
        new("logprobs above 0", 502, Invalid) { Spoil = AnswerSpoil.Positive },
        new("an abort", 503, "engine_aborted") { Played = Of(SimulatedFaultKind.Abort), RetryAfter = 1 },
        new("status 429, with `Retry-After`", 429, "engine_error") { Played = Refusal(429), RetryAfter = 2 },
        new("status 503, with `Retry-After`", 503, "engine_error") { Played = Refusal(503), RetryAfter = 2 },
        new("nothing more within `--engine-timeout`", 504, "engine_timeout") { Timeout = TimeSpan.FromMilliseconds(400) },
        new("status 500; in a stream a frame with `error`", 500, "engine_error") { Played = Of(SimulatedFaultKind.Error) },
    ];

    private static SimulatedFault Of(SimulatedFaultKind kind) => new(kind) { AfterTokens = Tokens };

    private static SimulatedFault Refusal(int status) => new(SimulatedFaultKind.Refuse) { Status = status, RetryAfter = 2 };
}
