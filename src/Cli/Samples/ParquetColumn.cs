using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace Tito.Cli.Samples;

/// <summary>A column of values, or of lists of them.</summary>
/// <typeparam name="T">The value's type in memory: a number, a time, or the characters of a text.</typeparam>
/// <param name="declared">What the file says of it.</param>
/// <param name="present">The definition level of a value that is there.</param>
internal sealed class ParquetColumn<T>(Field declared, int present) : IParquetColumn
    where T : struct
{
    private readonly ArrayBufferWriter<T> _values = new();
    private readonly ArrayBufferWriter<int> _definitions = new();
    private readonly ArrayBufferWriter<int> _repetitions = new();

    /// <inheritdoc/>
    public Field Field => declared;

    /// <summary>A column that has a value in each row.</summary>
    public static ParquetColumn<T> Required(DataField field) => new(field, 0);

    /// <summary>A column that may have none.</summary>
    public static ParquetColumn<T> Optional(DataField field) => new(field, 1);

    /// <summary>A column of lists, whose items have values all, or may have none.</summary>
    public static ParquetColumn<T> List(string name, DataField item) => new(new ListField(name, item), item.IsNullable ? 3 : 2);

    /// <summary>Adds a row with a value; null for none.</summary>
    public void Add(T? value) => Append(value, value is null ? present - 1 : present, repetition: 0);

    /// <summary>Adds a row with a list.</summary>
    public void AddList(IEnumerable<T?> items)
    {
        var repetition = 0;
        foreach (var item in items)
        {
            Append(item, item is null ? present - 1 : present, repetition);
            repetition = 1;
        }

        if (repetition == 0)
        {
            Append(null, definition: 1, 0); // A list without items.
        }
    }

    /// <summary>Adds a row without a list.</summary>
    public void AddNoList() => Append(null, definition: 0, 0);

    /// <inheritdoc/>
    public async Task WriteAsync(ParquetRowGroupWriter group, DataField field, CancellationToken cancellationToken)
    {
        // Not null for none: as an array it converts to a memory without items.
        ReadOnlyMemory<int>? none = default;
        await group.WriteAllPartsAsync<T>(
            field,
            _values.WrittenMemory,
            field.MaxDefinitionLevel > 0 ? _definitions.WrittenMemory : none,
            field.MaxRepetitionLevel > 0 ? _repetitions.WrittenMemory : none,
            cancellationToken);
        _values.ResetWrittenCount();
        _definitions.ResetWrittenCount();
        _repetitions.ResetWrittenCount();
    }

    private void Append(T? value, int definition, int repetition)
    {
        if (value is { } there)
        {
            _values.GetSpan(1)[0] = there;
            _values.Advance(1);
        }

        _definitions.GetSpan(1)[0] = definition;
        _definitions.Advance(1);
        _repetitions.GetSpan(1)[0] = repetition;
        _repetitions.Advance(1);
    }
}
