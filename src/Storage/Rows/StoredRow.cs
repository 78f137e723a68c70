using System.Globalization;
using Tito.Core.Journals;
using Tito.Core.Tokens;

namespace Tito.Storage.Rows;

/// <summary>
/// A row that came from a store, with its seal checked. Every column that is not as it should be is a
/// <see cref="JournalCorruptException"/>.
/// </summary>
internal sealed class StoredRow
{
    private readonly IDictionary<string, object?> _columns;

    /// <summary>Checks a row.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="name">The row's name, by which errors call it.</param>
    /// <param name="columns">Its columns, the seal's among them.</param>
    /// <param name="seals">How the journal's rows are sealed.</param>
    /// <exception cref="JournalCorruptException">The row is not as it was when it was sealed.</exception>
    public StoredRow(string sessionId, string name, IDictionary<string, object?> columns, RowSeals seals)
    {
        (SessionId, Name, _columns) = (sessionId, name, columns);
        if (seals.Refusal(columns) is { } why)
        {
            throw Corrupt(why);
        }
    }

    public string SessionId { get; }

    public string Name { get; }

    public string Text(string column) => TextOrNull(column) ?? throw Missing(column);

    public string? TextOrNull(string column) => Value(column) as string;

    public int Int32(string column) => Int32OrNull(column) ?? throw Missing(column);

    public int? Int32OrNull(string column) => Value(column) switch
    {
        int number => number,
        long number when number is >= int.MinValue and <= int.MaxValue => (int)number,
        _ => null,
    };

    public long Int64(string column) => Value(column) is long number ? number : throw Missing(column);

    /// <summary>A field that is too long for one column of the table service, from its numbered columns; empty when it is absent.</summary>
    public byte[] JoinedBytes(string column)
    {
        if (BytesOrNull(PartName(column, 1)) is null)
        {
            return BytesOrNull(column) ?? [];
        }

        using var bytes = new MemoryStream();
        for (var part = 0; BytesOrNull(PartName(column, part)) is { } piece; part++)
        {
            bytes.Write(piece);
        }

        return bytes.ToArray();
    }

    /// <summary>The column of a part of a long field. An empty field has no column at all, and one that fits has its plain name.</summary>
    public static string PartName(string column, int part) =>
        part == 0 ? column : string.Create(CultureInfo.InvariantCulture, $"{column}_{part}");

    // SQLite has 0 and 1 in place of flags.
    public bool Flag(string column) => FlagOrNull(column) ?? throw Missing(column);

    public bool? FlagOrNull(string column) => Value(column) switch
    {
        bool flag => flag,
        long number and (0 or 1) => number == 1,
        _ => null,
    };

    public byte[] Bytes(string column) => BytesOrNull(column) ?? throw Missing(column);

    public byte[]? BytesOrNull(string column) => Value(column) as byte[];

    public Digest Digest(string column) => BytesOrNull(column) is { } bytes && bytes.Length == Core.Tokens.Digest.ByteLength
        ? Core.Tokens.Digest.FromBytes(bytes)
        : throw Corrupt($"{column} is not a digest of {Core.Tokens.Digest.ByteLength} bytes.");

    public DateTimeOffset Time(string column) => TimeOrNull(column) ?? throw Missing(column);

    public DateTimeOffset? TimeOrNull(string column) => TextOrNull(column) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time
        : throw Corrupt($"{column} is not a time.");

    public JournalCorruptException Corrupt(string message, Exception? cause = null) => new(SessionId, Name, message, cause);

    private object? Value(string column) => _columns.TryGetValue(column, out var value) ? value : null;

    private JournalCorruptException Missing(string column) => Corrupt($"{column} is missing, or of another type.");
}
