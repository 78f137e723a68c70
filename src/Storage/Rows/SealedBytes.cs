using System.Security.Cryptography;

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
        var names = row.Keys.Where(IsStored).ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        var writer = new HashWriter(hash, stackalloc byte[HashWriter.BufferLength]);
        foreach (var name in names)
        {
            writer.WriteText(name, null);
            WriteValue(ref writer, row[name]);
        }

        writer.Flush();
        return hash.GetHashAndReset();
    }

    // The table service writes columns of its own: time, ETag and types.
    private static bool IsStored(string name) =>
        name is not (RowSeals.Column or "Timestamp") && !name.StartsWith("odata.", StringComparison.Ordinal);

    private static void WriteValue(ref HashWriter writer, object? value)
    {
        switch (value)
        {
            case byte[] bytes:
                writer.WriteBytes(bytes, 'b');
                break;
            case string text:
                writer.WriteText(text, 's');
                break;
            case bool flag:
                writer.WriteBytes([flag ? (byte)1 : (byte)0], 'f');
                break;
            case int number:
                writer.WriteNumber(number, sizeof(int), 'i');
                break;
            case long number:
                writer.WriteNumber(number, sizeof(long), 'l');
                break;
            default:
                writer.WriteBytes([], '?'); // not a type that we write
                break;
        }
    }
}
