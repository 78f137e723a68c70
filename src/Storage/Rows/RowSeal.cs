using System.Security.Cryptography;
using System.Text;
using Tito.Core.Tokens;

namespace Tito.Storage.Rows;

/// <summary>
/// A SHA-256 over everything that a row stores, kept in the row itself, so that a changed bit is seen in whatever column it is.
/// </summary>
internal static class RowSeal
{
    /// <summary>The column of the seal.</summary>
    public const string Column = "sha256";

    /// <summary>Adds the seal to a row that is complete.</summary>
    public static TRow Seal<TRow>(TRow row)
        where TRow : IDictionary<string, object?>
    {
        // No store keeps a column without a value.
        foreach (var (name, _) in row.Where(column => column.Value is null).ToList())
        {
            row.Remove(name);
        }

        row[Column] = Compute(row).ToByteArray();
        return row;
    }

    /// <summary>Whether a row is as it was when it was sealed.</summary>
    public static bool Holds(IDictionary<string, object?> row) =>
        row.TryGetValue(Column, out var value) && value is byte[] seal && seal.AsSpan().SequenceEqual(Compute(row).ToByteArray());

    /// <summary>Hashes name, type and value of each column in ordinal order of the names, each part after its length.</summary>
    private static Digest Compute(IDictionary<string, object?> row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in row.Keys.Where(IsStored).Order(StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(name), null);
            AppendValue(hash, row[name]);
        }

        return Digest.FromBytes(hash.GetHashAndReset());
    }

    // The table service writes columns of its own: time, ETag and types.
    private static bool IsStored(string name) =>
        name is not (Column or "Timestamp") && !name.StartsWith("odata.", StringComparison.Ordinal);

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
