using System.Security.Cryptography;
using Tito.Core.Messages;

namespace Tito.Core.Verification.Scenarios;

/// <summary>
/// The last line of a scenario: a short hash of each line before it, so that a changed byte is found and placed even where no replay sees
/// it.
/// </summary>
internal static class ScenarioSeal
{
    private const int HexCount = 8;

    /// <summary>Holds a file against its seal.</summary>
    /// <param name="utf8">The whole file, with the seal's line at its end and a line feed after each line.</param>
    /// <param name="seal">The seal: 8 hexadecimal digits for each line, the first of the SHA-256 of its bytes without line feed.</param>
    /// <exception cref="GoldenFormatException">A line is not the one that was sealed; it is named by its number, from 1.</exception>
    public static void Check(ReadOnlySpan<byte> utf8, JsonPlace seal)
    {
        var expected = seal.Items().Select(line => line.Text()).ToArray();
        for (var number = 1; number <= expected.Length; number++)
        {
            var end = utf8.IndexOf((byte)'\n');
            var line = end < 0 ? utf8 : utf8[..end];
            if (end < 0 || Convert.ToHexStringLower(SHA256.HashData(line))[..HexCount] != expected[number - 1])
            {
                throw new GoldenFormatException($"line {number}", "is not the line that was sealed.");
            }

            utf8 = utf8[(end + 1)..];
        }

        // Nothing that counts may stand beside the seal.
        if (!utf8.StartsWith("\"seal\": ["u8) || !utf8.EndsWith("]}\n"u8) || utf8[..^1].Contains((byte)'\n') || HasSpace(utf8, expected.Length))
        {
            throw new GoldenFormatException($"line {expected.Length + 1}", "must be the seal, and the last line.");
        }
    }

    /// <summary>The line has one form: <c>"seal": ["01234567", …]}</c>.</summary>
    private static bool HasSpace(ReadOnlySpan<byte> line, int count) =>
        line.Length != "\"seal\": []}\n".Length + (count * (HexCount + 2)) + (Math.Max(0, count - 1) * 2);
}
