using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>upper</c>: Unicode's full upper case of what the value prints as.</summary>
internal static class UpperFilter
{
    public static Builtin Definition { get; } = new("upper", "s", static (in call) =>
        call.Soft(0).Like(CaseMapping.ToUpper(call.ToText(0))));
}
