namespace Tito.Faces;

/// <summary>What a seal says.</summary>
/// <param name="Kind">Of whom it is.</param>
/// <param name="AnswerId">The id of the answer that it was given with; null of a seal that is not this session's.</param>
public readonly record struct SealReading(SealKind Kind, string? AnswerId);
