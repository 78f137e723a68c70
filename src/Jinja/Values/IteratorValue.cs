using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

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

    internal override Builtin? FindMethod(string name) =>
        TypeName == "generator" ? UnsupportedMethods.Generators.Find(name) : null;

    internal override Value? FindAttribute(string name) =>
        TypeName == "generator" && name is "gi_running" or "gi_suspended" or "gi_yieldfrom"
        ? throw new EvaluationFault(TemplateErrorKind.Unsupported, $"the attribute '{name}' is not supported")
        : null;

    internal override ValueIterator TryIterate() => _iterator;
}
