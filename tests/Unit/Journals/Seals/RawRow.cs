namespace Tito.Tests.Unit.Journals.Seals;

/// <summary>A row as its store has it, for who can write the store.</summary>
/// <param name="Kind">What its rows have in common: the name of a SQLite table, or the first word of a row key.</param>
/// <param name="Columns">Every column with a value, that of the seal among them.</param>
internal sealed record RawRow(string Kind, Dictionary<string, object?> Columns)
{
    /// <summary>The column of the seal.</summary>
    public const string Seal = "sha256";

    /// <summary>The columns that say where the row is; a row in which they are others is another row, and that one is missing.</summary>
    private static readonly string[] Place = ["session_id", "sequence", "PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    /// <summary>The columns that can be changed.</summary>
    public IEnumerable<string> Content => Columns.Keys
        .Where(name => name != Seal && !Place.Contains(name) && !(name == "key" && Columns.ContainsKey("session_id")))
        .Order(StringComparer.Ordinal);

    /// <summary>Whether a row is in the place of another one.</summary>
    public bool IsInPlaceOf(RawRow other) => Kind == other.Kind
        && Place.Append("key").Where(name => name is not ("Timestamp" or "odata.etag"))
            .All(name => Equals(Columns.GetValueOrDefault(name), other.Columns.GetValueOrDefault(name)));

    /// <summary>The seal.</summary>
    public byte[] SealBytes => (byte[])Columns[Seal]!;

    /// <summary>A copy with a bit of a column flipped.</summary>
    public RawRow Flip(string column) => With(column, Columns[column] switch
    {
        byte[] bytes => (byte[])[.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
        string text => text[..^1] + (char)(text[^1] ^ 1),
        bool flag => !flag,
        int number => number ^ 1,
        long number => number ^ 1,
        var other => throw new InvalidOperationException($"{other?.GetType()} is no type that a journal writes."),
    });

    /// <summary>A copy with another value in a column; without the column for null.</summary>
    public RawRow With(string column, object? value)
    {
        var columns = new Dictionary<string, object?>(Columns, StringComparer.Ordinal);
        if (value is null)
        {
            columns.Remove(column);
        }
        else
        {
            columns[column] = value;
        }

        return this with { Columns = columns };
    }
}
