using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>lower</c>: Unicode's full lower case of what the value prints as.</summary>
internal static class LowerFilter
{
    public static Builtin Definition { get; } = new("lower", "s", static (in call) => new StringValue(CaseMapping.ToLower(call.ToText(0))));
}
