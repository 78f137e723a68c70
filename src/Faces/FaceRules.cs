namespace Tito.Faces;

/// <summary>
/// How requests are read: what an operator chose about those that hold more than a session can keep, the session's seals, and what a
/// route wants of them.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record FaceRules
{
    /// <summary>What holds where nobody chose.</summary>
    public static FaceRules Default { get; } = new();

    /// <summary>The seals of the session whose requests are read and answered.</summary>
    public ReasoningSeal Seal { get; init; } = ReasoningSeals.Open.For("");

    /// <summary>
    /// Whether a request with a tool that the provider would run is refused. Otherwise the tool is left out, and the answer says so.
    /// </summary>
    public bool RefusesHostedTools { get; init; }

    /// <summary>Whether a request is counted alone: no answer is sampled, so that a conversation may end with one.</summary>
    public bool IsCounted { get; init; }

    /// <summary>
    /// Whether Claude Code's first system block stays in the prompt: a line for the provider's accounts that differs from conversation to
    /// conversation. Otherwise it is left out, and the answer says so.
    /// </summary>
    public bool KeepsBillingBlock { get; init; }
}
