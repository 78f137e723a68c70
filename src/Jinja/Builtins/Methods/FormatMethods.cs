using Tito.Jinja.Builtins.Formatting;
using Tito.Jinja.Evaluation;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Methods;

/// <summary><c>format</c> and <c>format_map</c>.</summary>
internal static class FormatMethods
{
    public static IEnumerable<Builtin> All { get; } =
    [
        new("format", "self, /, *rest, **keywords", static (in call) =>
        {
            var keywords = call.Keywords;
            return Format(call.TargetText, call.Rest, name => Array.Find(keywords, keyword => keyword.Key == name).Value, call.State);
        }),
        new("format_map", "self, mapping, /", static (in call) =>
        {
            var (mapping, state) = (call[1], call.State);
            return Format(call.TargetText, [], name => mapping is DictValue dict ? dict.Find(name) : throw EvaluationFault.Type(
                $"{PythonText.Repr(mapping.TypeName)} object is not subscriptable"), state);
        }),
    ];

    private static StringValue Format(string format, Value[] positional, Func<string, Value?> keyword, RenderState state) =>
        new(new BraceFormat(positional, keyword, state).Format(format));
}
