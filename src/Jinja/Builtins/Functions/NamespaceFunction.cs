using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary><c>namespace</c>: attributes from a mapping or pairs, and from keywords.</summary>
internal static class NamespaceFunction
{
    public static Builtin Definition { get; } = new("namespace", "iterable?, /, **keywords", static (in call) =>
    {
        var space = new NamespaceValue();
        foreach (var (key, value) in DictFunction.Build(call.Find(0), call.Keywords, call.State).Entries)
        {
            // A namespace is a dict inside, but a template reaches its string keys only.
            if (key is StringValue name)
            {
                space.Set(name.Text, value);
            }
        }

        return space;
    });
}
