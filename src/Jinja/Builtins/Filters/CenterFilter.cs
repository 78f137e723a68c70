using Tito.Jinja.Builtins.Methods;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>center</c>: in the middle of so many characters, 80 unless told.</summary>
internal static class CenterFilter
{
    public static Builtin Definition { get; } = new("center", "value, width?", static (in call) =>
        new StringValue(PaddingMethods.Center(call.ToText(0), call.Size(1, 80), " ", call.State)));
}
