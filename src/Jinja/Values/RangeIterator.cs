namespace Tito.Jinja.Values;

/// <summary>Walks a range.</summary>
internal sealed class RangeIterator(RangeValue range) : ValueIterator
{
    private int _index;

    public override Value? Next() => _index < range.Count ? range.At(_index++) : null;
}
