namespace Tito.Jinja.Values;

/// <summary>Walks what a filter yields, computing each element when it is asked for.</summary>
internal sealed class GeneratorIterator(IEnumerable<Value> generator) : ValueIterator
{
    private readonly IEnumerator<Value> _enumerator = generator.GetEnumerator();

    public override Value? Next() => _enumerator.MoveNext() ? _enumerator.Current : null;
}
