using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>lower</c>: Unicode's full lower case of what the value prints as.</summary>
internal static class LowerFilter
{
    public static Builtin Definition { get; } = new("lower", "s", static (in call) =>
        call.Soft(0).Like(CaseMapping.ToLower(call.ToText(0))));
}
