using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Formatting;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>format</c>: printf-style formatting with positional or keyword arguments.</summary>
internal static class FormatFilter
{
    public static Builtin Definition { get; } = new("format", "value, /, *rest, **keywords", static (in call) =>
        call is { Rest.Length: > 0, Keywords.Length: > 0 }
            ? throw EvaluationFault.Argument("can't handle positional and keyword arguments at the same time")
            : PercentFormat.Apply(
                call.Soft(0), call.Keywords.Length > 0 ? DictValue.Of(call.Keywords) : new TupleValue(call.Rest), call.State));
}
