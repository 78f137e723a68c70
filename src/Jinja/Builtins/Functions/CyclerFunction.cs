using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary><c>cycler</c>: goes round its arguments, of which it needs one at least.</summary>
internal static class CyclerFunction
{
    public static Builtin Definition { get; } = new("cycler", "*rest", static (in call) => call.Rest.Length > 0
        ? new CyclerValue(call.Rest)
        : throw new EvaluationFault(TemplateErrorKind.Runtime, "at least one item has to be provided"));
}
