using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Tito.Core.Tokens;

namespace Tito.Storage.Azure;

/// <summary>A SHA-256 over everything that a row stores, kept in the row itself, so that a changed bit is seen in whatever column it is.</summary>
internal static class RowSeal
{
    private const string Property = "sha256";

    /// <summary>Adds the seal to a row that is complete.</summary>
    public static TableEntity Seal(TableEntity row)
    {
        // The service keeps no column without a value.
        foreach (var (name, _) in row.Where(column => column.Value is null).ToList())
        {
            row.Remove(name);
        }

        row[Property] = Compute(row).ToByteArray();
        return row;
    }

    /// <summary>Whether a row is as it was when it was sealed.</summary>
    public static bool Holds(TableEntity row) => row.GetBinary(Property) is { } seal && seal.AsSpan().SequenceEqual(Compute(row).ToByteArray());

    /// <summary>Hashes name, type and value of each property in ordinal order of the names, each part behind its length.</summary>
    private static Digest Compute(TableEntity row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in row.Keys.Where(IsStored).Order(StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(name));
            Append(hash, Bytes(row[name]));
        }

        return Digest.FromBytes(hash.GetHashAndReset());
    }

    // The service writes its own columns: time, ETag and types.
    private static bool IsStored(string name) => name is not (Property or "Timestamp") && !name.StartsWith("odata.", StringComparison.Ordinal);

    private static byte[] Bytes(object value) => value switch
    {
        byte[] bytes => [(byte)'b', .. bytes],
        string text => [(byte)'s', .. Encoding.UTF8.GetBytes(text)],
        bool flag => [(byte)'f', flag ? (byte)1 : (byte)0],
        int number => [(byte)'i', .. LittleEndian.FromInt32([number])],
        long number => [(byte)'l', .. LittleEndian.FromInt32([unchecked((int)number), (int)(number >> 32)])],
        _ => [(byte)'?'], // no type that we write
    };

    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        hash.AppendData(LittleEndian.FromInt32([bytes.Length]));
        hash.AppendData(bytes);
    }
}
