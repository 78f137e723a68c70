namespace Tito.Jinja.Values;

/// <summary>A Python iterator or generator: it can be walked once. Filters such as <c>map</c> and <c>select</c> yield one.</summary>
public sealed class IteratorValue : Value
{
    private readonly ValueIterator _iterator;

    internal IteratorValue(string typeName, ValueIterator iterator)
    {
        TypeName = typeName;
        _iterator = iterator;
    }

    internal IteratorValue(IEnumerable<Value> generator)
        : this("generator", new GeneratorIterator(generator))
    {
    }

    internal override string TypeName { get; }

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<{TypeName} object>");

    internal override ValueIterator TryIterate() => _iterator;
}
