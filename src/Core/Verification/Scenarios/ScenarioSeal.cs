using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Tito.Core.Verification.Scenarios;

/// <summary>
/// The short hashes of a golden file's lines, so that a changed byte is found and placed even where no replay sees it: in the last line of
/// a scenario, <c>"seal": ["01234567", …]}</c>, and beside files that have none.
/// </summary>
/// <remarks>Each is the first 8 lowercase hexadecimal digits of the SHA-256 of a line's bytes without its line feed.</remarks>
public static class ScenarioSeal
{
    /// <summary>What the place of a broken seal begins with: the line's number follows.</summary>
    public const string Place = "line ";

    private const int HexCount = 8;

    /// <summary>Holds a scenario against its own last line; one without a seal is not looked at.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <exception cref="GoldenFormatException">A line is not the one that was sealed; it is named by its number, from 1.</exception>
    public static void Check(ReadOnlySpan<byte> utf8)
    {
        var start = utf8.LastIndexOf("\n\"seal\":"u8) + 1;
        if (start > 0)
        {
            var hashes = Read(utf8[start..]);
            Check(utf8[..start], hashes ?? []);
            if (hashes is null)
            {
                throw Broken(utf8[..start].Count((byte)'\n') + 1, "must be the seal in its one form, and the last line.");
            }
        }
    }

    /// <summary>Holds a file against hashes that lie beside it.</summary>
    /// <param name="utf8">The whole file, with a line feed after each line.</param>
    /// <param name="hashes">A hash for each line; none for a file that is not looked at.</param>
    /// <exception cref="GoldenFormatException">A line is not the one that was sealed; it is named by its number, from 1.</exception>
    public static void Check(ReadOnlySpan<byte> utf8, ImmutableArray<string> hashes)
    {
        for (var number = 1; !hashes.IsEmpty && (number <= hashes.Length || !utf8.IsEmpty); number++)
        {
            var end = utf8.IndexOf((byte)'\n');
            var line = end < 0 ? utf8 : utf8[..end];
            if (number > hashes.Length || end < 0 || Convert.ToHexStringLower(SHA256.HashData(line))[..HexCount] != hashes[number - 1])
            {
                throw Broken(number, "is not the line that was sealed.");
            }

            utf8 = utf8[(end + 1)..];
        }
    }

    /// <summary>Refuses a file that is no UTF-8, as a changed byte of the seal's own name may leave it.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <exception cref="GoldenFormatException">A line is no UTF-8; it is named by its number, from 1.</exception>
    public static void RequireText(ReadOnlySpan<byte> utf8)
    {
        var number = 0;
        foreach (var line in utf8.Split((byte)'\n'))
        {
            number++;
            if (!Utf8.IsValid(utf8[line]))
            {
                throw Broken(number, "is no UTF-8.");
            }
        }
    }

    /// <summary>The hashes of the last line; null where it has another form.</summary>
    private static ImmutableArray<string>? Read(ReadOnlySpan<byte> line)
    {
        const string Start = "\"seal\": [\"";
        const string End = "\"]}\n";
        var text = Encoding.Latin1.GetString(line);
        if (!text.StartsWith(Start, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal)
            || text.Length < Start.Length + End.Length)
        {
            return null;
        }

        var hashes = text[Start.Length..^End.Length].Split("\", \"");
        return hashes.All(hash => hash.Length == HexCount && hash.All(char.IsAsciiHexDigitLower)) ? [.. hashes] : null;
    }

    private static GoldenFormatException Broken(int line, string reason) => new($"{Place}{line}", reason);
}
