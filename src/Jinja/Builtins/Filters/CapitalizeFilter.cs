using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>capitalize</c>: the first character in title case, the rest in lower case.</summary>
internal static class CapitalizeFilter
{
    public static Builtin Definition { get; } = new("capitalize", "s", static (in call) =>
        call.Soft(0).Like(CaseMapping.Capitalize(call.ToText(0))));
}
