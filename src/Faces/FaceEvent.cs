namespace Tito.Faces;

/// <summary>A server-sent event as a face writes it.</summary>
/// <param name="Data">What follows <c>data: </c>: UTF-8 without a line break.</param>
/// <param name="Name">What follows <c>event: </c>; null where the face's events have no name.</param>
public readonly record struct FaceEvent(ReadOnlyMemory<byte> Data, string? Name = null);
