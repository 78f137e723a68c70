using System.Text.Json;

namespace Tito.Faces.OpenAiResponses;

/// <summary>Makes the next event of a stream.</summary>
/// <param name="type">The event's type.</param>
/// <param name="write">Writes its members, without the type and the number.</param>
internal delegate FaceEvent TellEvent(string type, Action<Utf8JsonWriter> write);
