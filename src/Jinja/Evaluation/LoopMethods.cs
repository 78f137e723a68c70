using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Evaluation;

/// <summary>The methods of <c>loop</c>: cycling and watching for changes.</summary>
internal static class LoopMethods
{
    public static BuiltinTable Table { get; } = BuiltinTable.Of(
        new Builtin("cycle", "self, *rest", static (in call) => call.Rest.Length > 0
            ? call.Rest[((LoopValue)call.Target).Index % call.Rest.Length]
            : throw EvaluationFault.Type("no items for cycling given")),
        new Builtin("changed", "self, *rest", static (in call) =>
            BooleanValue.Of(((LoopValue)call.Target).Changed(call.Rest, call.State))));
}
