using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Verification.Scenarios;

/// <summary>What must come of a step. What is null was not computed by the oracle: it is told, and fails nothing.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record StepExpectation
{
    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The code of the error; then nothing is committed.</summary>
    public string? Error { get; init; }

    /// <summary>The place in the request that the error names; null where no oracle looked at it.</summary>
    public string? Param { get; init; }

    /// <summary>The step whose answer is told again, without the engine.</summary>
    public int? Repeats { get; init; }

    /// <summary>The committed turn.</summary>
    public TurnExpectation? Turn { get; init; }

    /// <summary>What the answer says as a chat message: content, reasoning and calls, whichever face tells it.</summary>
    public JsonElement? Message { get; init; }

    /// <summary>What the answer says in headers; null for one that must not be there. Empty where no oracle looked at them.</summary>
    public ImmutableArray<KeyValuePair<string, string?>> Headers { get; init; } = [];
}
