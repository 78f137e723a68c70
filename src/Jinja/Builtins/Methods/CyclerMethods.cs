using Tito.Jinja.Builtins.Functions;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Methods;

/// <summary>What can be called on a cycler: going on and starting over.</summary>
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
