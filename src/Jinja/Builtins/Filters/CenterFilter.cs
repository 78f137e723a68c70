using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>center</c>: in the middle of so many characters, 80 by default.</summary>
internal static class CenterFilter
{
    public static Builtin Definition { get; } = new("center", "value, width?", static (in call) =>
        call.Soft(0).Like(PaddingMethods.Center(call.ToText(0), call.Size(1, 80), " ", call.State)));
}
