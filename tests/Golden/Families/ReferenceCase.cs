using System.Buffers.Binary;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Tests.Golden.Families;

/// <summary>A conversation with what the oracle of the reference's rules makes of it (tools/oracle/families/reference_cases.py).</summary>
internal sealed class ReferenceCase(JsonElement json)
{
    /// <summary>The family's name.</summary>
    public string Family { get; } = json.GetProperty("family").GetString()!;

    /// <summary>The messages.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; } = ChatMessage.ParseList(json.GetProperty("messages"), "messages");

    /// <summary>The tools, some of them bare functions; or JSON null.</summary>
    public JsonElement Tools { get; } = json.GetProperty("tools");

    /// <summary>The template's arguments.</summary>
    public JsonElement Arguments { get; } = json.GetProperty("kwargs");

    /// <summary>Whether the text ends where a generation begins.</summary>
    public bool Generates { get; } = json.GetProperty("generate").GetBoolean();

    /// <summary>The text of the whole conversation, or null where it is refused.</summary>
    public string? Text { get; } = Shown(json.GetProperty("expected"));

    /// <summary>Where a turn ends, up to which message the next one's prompt goes, and the text between; null where that is refused.</summary>
    public IReadOnlyList<(int End, int Following, string? Suffix)> Splices { get; } = [.. json.GetProperty("splices").EnumerateArray().Select(splice =>
        (splice.GetProperty("end").GetInt32(), splice.GetProperty("following").GetInt32(), Shown(splice.GetProperty("expected"))))];

    /// <summary>Text with a lone surrogate, which JSON cannot hold, is UTF-16 in base64.</summary>
    private static string? Shown(JsonElement expected)
    {
        if (expected.TryGetProperty("text", out var text))
        {
            return text.GetString();
        }

        return !expected.TryGetProperty("utf16", out var units)
            ? null
            : string.Create(units.GetBytesFromBase64().Length / 2, units.GetBytesFromBase64(), (characters, bytes) =>
            {
                for (var i = 0; i < characters.Length; i++)
                {
                    characters[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i));
                }
            });
    }
}
