using System.Security.Cryptography;

namespace Tito.Storage.Rows;

/// <summary>
/// How a journal seals its rows, over everything that a row stores and in the row itself, so that a changed bit is seen in whatever column
/// it is: by a SHA-256, which finds damage, or by an HMAC under a secret, which nobody makes without that.
/// </summary>
/// <remarks>Immutable and thread-safe. What a seal binds, and what it cannot, is in docs/journal.md.</remarks>
public sealed class RowSeals
{
    /// <summary>The column of the seal; the name is that of the first kind.</summary>
    internal const string Column = "sha256";

    private const string Changed = "its bytes are not those that its sha256 was computed of.";

    private const string WithoutKey =
        "it is sealed without a key: by a server that had no --seal-key, which --plain-seals accept reads, or by somebody who changed it.";

    private readonly RowSealKey? _key;
    private readonly RowSealKey? _before;
    private readonly bool _acceptsPlain;

    private RowSeals(RowSealKey? key, RowSealKey? before, bool acceptsPlain) =>
        (_key, _before, _acceptsPlain) = (key, before, acceptsPlain);

    /// <summary>A SHA-256, which who changes a row and knows how computes anew.</summary>
    public static RowSeals Plain { get; } = new(null, null, acceptsPlain: true);

    /// <summary>Seals under a secret.</summary>
    /// <param name="secret">What the processes of one journal share, and nobody else who can write its store. Not empty.</param>
    /// <param name="before">An earlier secret whose rows are read too; null for none.</param>
    /// <param name="acceptsPlain">Whether rows without a secret's seal are read too, as they are from before there was a secret.</param>
    /// <exception cref="ArgumentException">A secret is empty.</exception>
    public static RowSeals Keyed(string secret, string? before = null, bool acceptsPlain = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        ArgumentOutOfRangeException.ThrowIfEqual(before, "");
        return new(new(secret), before is null ? null : new(before), acceptsPlain);
    }

    /// <summary>Adds the seal to a row that is complete.</summary>
    internal TRow Seal<TRow>(TRow row)
        where TRow : IDictionary<string, object?>
    {
        // No store keeps a column without a value.
        foreach (var (name, _) in row.Where(column => column.Value is null).ToList())
        {
            row.Remove(name);
        }

        row[Column] = _key is null ? Sha256(row) : _key.Seal(row);
        return row;
    }

    /// <summary>Why a row is not believed, in one sentence; null for one that is as it was when it was sealed.</summary>
    internal string? Refusal(IDictionary<string, object?> row) =>
        !row.TryGetValue(Column, out var value) || value is not byte[] seal ? Changed
        : seal.Length == RowSealKey.SealLength ? KeyedRefusal(row, seal)
        : !CryptographicOperations.FixedTimeEquals(seal, Sha256(row)) ? Changed
        : _acceptsPlain ? null
        : WithoutKey;

    private string? KeyedRefusal(IDictionary<string, object?> row, byte[] seal) =>
        _key is null ? "it is sealed with a key, and --seal-key is missing."
        : Named(seal) is not { } key ? "it is sealed with another key than --seal-key, and --seal-key-before does not name it."
        : key.Holds(seal, row) ? null
        : Changed;

    private RowSealKey? Named(byte[] seal) =>
        _key?.IsNamedBy(seal) is true ? _key : _before?.IsNamedBy(seal) is true ? _before : null;

    private static byte[] Sha256(IDictionary<string, object?> row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return SealedBytes.Hash(row, hash);
    }
}
