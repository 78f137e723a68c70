namespace Tito.Faces;

/// <summary>An error as a face writes it.</summary>
/// <param name="Status">The HTTP status that it has, or would have where the answer has begun.</param>
/// <param name="Type">The class of error, in OpenAI's words.</param>
/// <param name="Code">The stable word that clients may branch on.</param>
/// <param name="Message">What happened, where, and what to do.</param>
/// <param name="Param">The place in the request by the face's own names, or null.</param>
public sealed record FaceError(int Status, string Type, string Code, string Message, string? Param)
{
    /// <summary>The engine's own word for it, where the engine failed and gave one.</summary>
    public string? EngineCode { get; init; }
}
