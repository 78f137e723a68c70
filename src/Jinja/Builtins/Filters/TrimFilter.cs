using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>trim</c>: whitespace, or the given characters, off both ends.</summary>
internal static class TrimFilter
{
    public static Builtin Definition { get; } = new("trim", "value, chars?", static (in call) =>
        new StringValue(StripMethods.Strip(call.ToText(0), call.Has(1) ? call.Text(1) : null, atStart: true, atEnd: true)));
}
