using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tito.Tokenizers.Decoding;

/// <summary>Shows bytes that may not be text.</summary>
internal static class ReadableBytes
{
    /// <summary>The bytes as UTF-8, those that are none as <c>\xNN</c> in upper case.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done;
            if (valid)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var value in bytes[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
                }
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
