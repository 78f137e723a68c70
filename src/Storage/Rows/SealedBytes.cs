using System.Security.Cryptography;
using System.Text;
using Tito.Core.Tokens;

namespace Tito.Storage.Rows;

/// <summary>
/// The bytes that a row's seal is over: everything that the row stores, but the seal. docs/journal.md has them for people.
/// </summary>
internal static class SealedBytes
{
    /// <summary>Hashes name, type and value of each column in ordinal order of the names, each part after its length.</summary>
    /// <returns>32 bytes.</returns>
    public static byte[] Hash(IDictionary<string, object?> row, IncrementalHash hash)
    {
        foreach (var name in row.Keys.Where(IsStored).Order(StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(name), null);
            AppendValue(hash, row[name]);
        }

        return hash.GetHashAndReset();
    }

    // The table service writes columns of its own: time, ETag and types.
    private static bool IsStored(string name) =>
        name is not (RowSeals.Column or "Timestamp") && !name.StartsWith("odata.", StringComparison.Ordinal);

    private static void AppendValue(IncrementalHash hash, object? value)
    {
        switch (value)
        {
            case byte[] bytes:
                Append(hash, bytes, 'b');
                break;
            case string text:
                Append(hash, Encoding.UTF8.GetBytes(text), 's');
                break;
            case bool flag:
                Append(hash, [flag ? (byte)1 : (byte)0], 'f');
                break;
            case int number:
                Append(hash, LittleEndian.FromInt32([number]), 'i');
                break;
            case long number:
                Append(hash, LittleEndian.FromInt32([unchecked((int)number), (int)(number >> 32)]), 'l');
                break;
            default:
                Append(hash, [], '?'); // not a type that we write
                break;
        }
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes, char? type)
    {
        hash.AppendData(LittleEndian.FromInt32([bytes.Length + (type is null ? 0 : 1)]));
        if (type is { } letter)
        {
            hash.AppendData([(byte)letter]);
        }

        hash.AppendData(bytes);
    }
}
