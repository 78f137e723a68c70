using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Faces;

/// <summary>The member <c>tito</c>, by which an answer says what its headers could not. Clients' libraries pass it by.</summary>
internal static class FaceNotes
{
    /// <summary>Writes the member; none where there is nothing to say.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<FaceNote> notes)
    {
        if (notes.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("tito");
        foreach (var (name, value) in notes)
        {
            json.WriteString(name.Replace('-', '_'), value);
        }

        json.WriteEndObject();
    }
}
