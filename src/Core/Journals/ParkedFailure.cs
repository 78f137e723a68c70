namespace Tito.Core.Journals;

/// <summary>The problem for which a parked turn became none, as it is stored: a client that asks for the turn gets this error.</summary>
/// <param name="Code">The problem's word on the wire.</param>
/// <param name="Message">What happened, where, and what to do.</param>
/// <param name="Param">The place in the request; null for none.</param>
public sealed record ParkedFailure(string Code, string Message, string? Param = null)
{
    /// <summary>The status that the engine answered with; null for none.</summary>
    public int? EngineStatus { get; init; }

    /// <summary>The engine's own word for the error; null for none.</summary>
    public string? EngineCode { get; init; }

    /// <summary>The first offending message among those of the request, 0 or more; null for none.</summary>
    public int? MessageIndex { get; init; }
}
