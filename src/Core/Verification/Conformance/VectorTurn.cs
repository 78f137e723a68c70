using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Verification.Scenarios;

namespace Tito.Core.Verification.Conformance;

/// <summary>One request of a conformance vector, what the engine gives, and what must come of it.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record VectorTurn
{
    /// <summary>The request's <c>Idempotency-Key</c>; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>How the answer is lost; null where it comes.</summary>
    public LostAnswer? Lost { get; init; }

    /// <summary>The turn whose lost answer makes the client ask again; null for none.</summary>
    public int? Retries { get; init; }

    /// <summary>The body: a chat completion's. <c>"$message.S"</c> stands for the message that turn S told.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>What the engine gives, each time that it is asked.</summary>
    public required ImmutableArray<ScenarioSample> Samples { get; init; }

    /// <summary>What the request comes to.</summary>
    public required VectorOutcome Outcome { get; init; }

    /// <summary>The prompt of an answered turn; null of others.</summary>
    public PromptRule? Prompt { get; init; }

    /// <summary>The turn whose answer is told again; null of others.</summary>
    public int? Repeats { get; init; }

    /// <summary>What the completion of an answered turn says; null of others.</summary>
    public SaidMessage? Message { get; init; }
}
