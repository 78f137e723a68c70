namespace Tito.Tokenizers.Models;

/// <summary>A buffer that keeps its memory from one call to the next.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class GrowingBuffer<T>(int capacity)
{
    private T[] _items = new T[capacity];

    public int Count { get; private set; }

    public int Capacity => _items.Length;

    public ReadOnlySpan<T> Written => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Grow(1);
        }

        _items[Count++] = item;
    }

    public void Append(ReadOnlySpan<T> items)
    {
        items.CopyTo(Reserve(items.Length));
        Count += items.Length;
    }

    /// <summary>Room for at least <paramref name="length"/> items after the written ones; <see cref="Advance"/> makes them count.</summary>
    public Span<T> Reserve(int length)
    {
        if (length > _items.Length - Count)
        {
            Grow(length);
        }

        return _items.AsSpan(Count);
    }

    public void Advance(int length) => Count += length;

    private void Grow(int length) => Array.Resize(
        ref _items, int.Max(checked(Count + length), (int)long.Min(2L * _items.Length, Array.MaxLength)));
}
