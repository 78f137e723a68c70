using System.Globalization;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Tokens;

namespace Tito.Storage.Azure;

/// <summary>A row that came from the table, with its seal checked. Every column that is not as it should be is a <see cref="JournalCorruptException"/>.</summary>
internal sealed class StoredRow
{
    private readonly TableEntity _entity;

    public StoredRow(TableEntity entity)
    {
        _entity = entity;
        if (!RowSeal.Holds(entity))
        {
            throw Corrupt("its bytes are not those that its sha256 was computed of.");
        }
    }

    public string SessionId => _entity.PartitionKey;

    public string Name => _entity.RowKey;

    public global::Azure.ETag ETag => _entity.ETag;

    public string Text(string column) => TextOrNull(column) ?? throw Missing(column);

    public string? TextOrNull(string column) => _entity.TryGetValue(column, out var value) ? value as string : null;

    public int Int32(string column) => Int32OrNull(column) ?? throw Missing(column);

    public int? Int32OrNull(string column) => _entity.TryGetValue(column, out var value) ? value as int? : null;

    public long Int64(string column) => _entity.TryGetValue(column, out var value) && value is long number ? number : throw Missing(column);

    public bool Flag(string column) => _entity.TryGetValue(column, out var value) && value is bool flag ? flag : throw Missing(column);

    public byte[]? BytesOrNull(string column) => _entity.TryGetValue(column, out var value) ? value as byte[] : null;

    public Digest Digest(string column) => BytesOrNull(column) is { } bytes && bytes.Length == Core.Tokens.Digest.ByteLength
        ? Core.Tokens.Digest.FromBytes(bytes)
        : throw Corrupt($"{column} is no digest of {Core.Tokens.Digest.ByteLength} bytes.");

    public DateTimeOffset Time(string column) => DateTimeOffset.TryParse(Text(column), CultureInfo.InvariantCulture, out var time)
        ? time
        : throw Corrupt($"{column} is no time.");

    public JournalCorruptException Corrupt(string message, Exception? cause = null) => new(SessionId, Name, message, cause);

    private JournalCorruptException Missing(string column) => Corrupt($"{column} is missing, or of another type.");
}
