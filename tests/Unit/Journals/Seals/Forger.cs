using System.Security.Cryptography;
using Tito.Storage.Rows;

namespace Tito.Tests.Unit.Journals.Seals;

/// <summary>What somebody who can write the store, and has no key, can put into the seal of a row that he changed.</summary>
internal static class Forger
{
    private const int IdLength = 8;

    /// <summary>The ways, each from the changed row, its seal as it was, and the seal of another row.</summary>
    public static IReadOnlyList<(string Name, Func<RawRow, byte[], byte[], byte[]> Forge)> Ways { get; } =
    [
        ("left as it was", (_, before, _) => before),
        ("a plain one", (row, _, _) => Plain(row)),
        ("that of another row", (_, _, other) => other),
        ("the key's name before random bytes", (_, before, _) => [.. before[..IdLength], .. RandomNumberGenerator.GetBytes(32)]),
        ("the key's name before a plain one", (row, before, _) => [.. before[..IdLength], .. Plain(row)]),
        ("another key's", (row, _, _) => Guessed(row)),
        ("the key's name before another key's", (row, before, _) => [.. before[..IdLength], .. Guessed(row)[IdLength..]]),
        ("the key's name alone", (_, before, _) => before[..IdLength]),
        ("none", (_, _, _) => []),
    ];

    /// <summary>The row with a seal that is forged.</summary>
    public static RawRow Forge(RawRow row, int way, RawRow other) =>
        row.With(RawRow.Seal, Ways[way % Ways.Count].Forge(row, row.SealBytes, other.SealBytes));

    private static byte[] Plain(RawRow row) => Sealed(row, RowSeals.Plain);

    private static byte[] Guessed(RawRow row) => Sealed(row, RowSeals.Keyed("guess"));

    private static byte[] Sealed(RawRow row, RowSeals seals) =>
        (byte[])seals.Seal(new Dictionary<string, object?>(row.Columns, StringComparer.Ordinal))[RawRow.Seal]!;
}
