using System.Text.Json;
using System.Text.Unicode;
using Tito.Core.Messages;

namespace Tito.Engines.Http;

/// <summary>Reads the bytes of an answer, or of a frame of one, as JSON.</summary>
internal static class AnswerJson
{
    /// <summary>How deep an answer may nest: a turn in pieces keeps its answers in a list in an object, which is read again.</summary>
    private const int MaxDepth = StrictJson.MaxDepth - 2;

    /// <summary>One value that owns its memory.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="what">What they are, as the beginning of a sentence.</param>
    /// <exception cref="InvalidDataException">They are not UTF-8, not JSON, nest too deep, or an object has a key twice.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> bytes, string what)
    {
        if (!Utf8.IsValid(bytes))
        {
            throw new InvalidDataException($"{what} is not UTF-8.");
        }

        try
        {
            return StrictJson.Parse(bytes, MaxDepth);
        }
        catch (JsonException error)
        {
            // A repeated key is reported without a place; its text would quote the key.
            throw new InvalidDataException(error.LineNumber is { } line
                ? $"{what} is not JSON of at most {MaxDepth} levels (line {line + 1}, byte {error.BytePositionInLine + 1})."
                : $"{what} has an object with a key that comes twice or is not Unicode.");
        }
    }
}
