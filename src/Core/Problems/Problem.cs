namespace Tito.Core.Problems;

/// <summary>Why a request was not served, for the client.</summary>
/// <param name="Code">The kind.</param>
/// <param name="Message">What happened, where, and what to do.</param>
/// <param name="Param">The place in the request, where there is one.</param>
public sealed record Problem(ProblemCode Code, string Message, string? Param = null)
{
    /// <summary>The status that the engine answered with, when <see cref="Code"/> is <see cref="ProblemCode.EngineError"/>.</summary>
    public int? EngineStatus { get; init; }

    /// <summary>The engine's own word for the error, 1 to 100 characters of visible ASCII; null where there is none.</summary>
    public string? EngineCode { get; init; }

    /// <summary>When it is worth to ask again, counted from now, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The first offending message among those of the request, 0 or more; null where it is none of them.</summary>
    public int? MessageIndex { get; init; }
}
