using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary>The methods of a cycler: going on and starting over.</summary>
internal static class CyclerMethods
{
    public static BuiltinTable Table { get; } = BuiltinTable.Of(
        new Builtin("next", "self", static (in call) => ((CyclerValue)call.Target).Next()),
        new Builtin("reset", "self", static (in call) =>
        {
            ((CyclerValue)call.Target).Reset();
            return NoneValue.Instance;
        }));
}
