namespace Tito.Jinja.Values;

/// <summary>The result of <c>namespace()</c>: the one thing that a template can change. It lives within one render.</summary>
public sealed class NamespaceValue : Value
{
    private readonly OrderedDictionary<string, Value> _attributes = new(StringComparer.Ordinal);

    internal NamespaceValue()
    {
    }

    internal override string TypeName => "Namespace";

    internal void Set(string name, Value value) => _attributes[name] = value;

    internal override Value? FindAttribute(string name) => _attributes.TryGetValue(name, out var value) ? value : null;

    internal override void WriteRepr(ReprWriter writer)
    {
        writer.Append("<Namespace {");
        var isFirst = true;
        foreach (var (name, value) in _attributes)
        {
            writer.Append(isFirst ? "" : ", ");
            isFirst = false;
            writer.AppendQuoted(name);
            writer.Append(": ");
            writer.Write(value);
        }

        writer.Append("}>");
    }
}
