namespace Tito.Jinja.Values;

/// <summary>Walks an array.</summary>
internal sealed class ArrayIterator(Value[] items) : ValueIterator
{
    private int _index;

    public static ArrayIterator Empty { get; } = new([]);

    public override Value? Next() => _index < items.Length ? items[_index++] : null;
}
