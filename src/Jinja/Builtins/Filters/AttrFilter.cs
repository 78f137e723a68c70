using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>attr</c>: an attribute and never an item.</summary>
internal static class AttrFilter
{
    public static Builtin Definition { get; } = new("attr", "obj, name", static (in call) =>
        Access.TryAttribute(call.Target, call.Text(1)) ?? UndefinedValue.OfAttribute(call.Target, call.Text(1)));
}
