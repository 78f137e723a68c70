using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>
/// Altered calls in stored and exported turns and in answers: the member <c>altered</c>, a list that is left out where it is empty.
/// </summary>
public static class AlteredJson
{
    /// <summary>The member's name.</summary>
    public const string Name = "altered";

    /// <summary>Writes the member: of each call its message, 0 or more, its field, and SHA-256 of both values' canonical JSON.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<MessageDifference> altered)
    {
        if (altered.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(Name);
        foreach (var difference in altered)
        {
            json.WriteStartObject();
            WriteMembers(json, difference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the members of one of them.</summary>
    public static void WriteMembers(Utf8JsonWriter json, MessageDifference difference)
    {
        json.WriteNumber("message", difference.Index);
        json.WriteString("field", difference.Field);
        json.WriteString("sampled", difference.Stored?.ToString());
        json.WriteString("sent", difference.Sent?.ToString());
    }

    /// <summary>Reads what was written; empty where there is none.</summary>
    /// <exception cref="FormatException">A digest is none.</exception>
    internal static ImmutableArray<MessageDifference> Read(JsonElement json) => json.TryGetProperty(Name, out var list)
        ? [.. list.EnumerateArray().Select(one => new MessageDifference(
            one.GetProperty("message").GetInt32(), one.GetProperty("field").GetString()!, Digest(one, "sampled"), Digest(one, "sent")))]
        : [];

    private static Digest? Digest(JsonElement one, string name) =>
        one.GetProperty(name).GetString() is { } text ? Tokens.Digest.Parse(text) : null;
}
