using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is mapping</c>: a dict.</summary>
internal static class MappingTest
{
    public static Builtin Definition { get; } = new("mapping", "value", static (in call) =>
        BooleanValue.Of(call.Target is DictValue));
}
