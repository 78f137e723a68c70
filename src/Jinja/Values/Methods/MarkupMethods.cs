using System.Collections.Frozen;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary>
/// The methods of markupsafe's Markup, version 2.1. Those that it does not define are the string's own, and yield plain strings.
/// </summary>
internal static class MarkupMethods
{
    /// <summary>What its <c>_simple_escaping_wrapper</c> wraps: arguments that are strings are escaped, the result is a Markup.</summary>
    private static readonly FrozenSet<string> Wrapped = FrozenSet.Create(StringComparer.Ordinal,
        "capitalize", "title", "lower", "upper", "replace", "ljust", "rjust", "lstrip", "rstrip", "center", "strip", "translate",
        "expandtabs", "swapcase", "zfill");

    /// <summary>What it defines itself, with arguments as they are.</summary>
    private static readonly FrozenSet<string> Split = FrozenSet.Create(StringComparer.Ordinal, "split", "rsplit", "splitlines");

    public static BuiltinTable Table { get; } = BuiltinTable.Of(
    [
        .. StringMethods.Table.All.Where(static method => method.Name is not ("join" or "partition" or "rpartition")).Select(Adapt),
        new Builtin("join", "self, seq", static (in call) => JoinMethod.JoinEscaped(call)) { PythonName = "Markup.join" },
        Partition("partition"),
        Partition("rpartition"),
        new Builtin("escape", "self, s", static (in call) => MarkupValue.Escape(call[1], call.State)) { PythonName = "Markup.escape" },
        Builtin.Unsupported("unescape", "Markup.unescape"),
        Builtin.Unsupported("striptags", "Markup.striptags"),
    ]);

    private static Builtin Adapt(Builtin method) => method.Name switch
    {
        "format" => method.With("Markup.format"),
        _ when Wrapped.Contains(method.Name) => Wrap(method, $"str.{method.Name}", static (value, state) =>
            value is StringValue ? MarkupValue.Escape(value, state) : value),
        _ when Split.Contains(method.Name) => Wrap(method, $"Markup.{method.Name}", static (value, _) => value),
        _ => method,
    };

    private static Builtin Wrap(Builtin method, string pythonName, Func<Value, RenderState, Value> pass) =>
        new(method.Name, "self, /, *rest, **keywords", (in call) =>
        {
            var state = call.State;
            var arguments = new Arguments(
                Array.ConvertAll(call.Rest, value => pass(value, state)),
                Array.ConvertAll(call.Keywords, pair => KeyValuePair.Create(pair.Key, pass(pair.Value, state))));
            return Mark(method.Invoke(call.Target, arguments, state));
        })
        {
            PythonName = pythonName,
        };

    /// <summary>The separator is escaped whatever it is, so that <c>None</c> is a word.</summary>
    private static Builtin Partition(string name)
    {
        var plain = StringMethods.Table.Find(name)!;
        return new Builtin(name, "self, sep", (in call) => Mark(plain.Invoke(
            call.Target, new Arguments([MarkupValue.Escape(call[1], call.State)], []), call.State)))
        {
            PythonName = $"Markup.{name}",
        };
    }

    private static Value Mark(Value result) => result switch
    {
        StringValue text => new MarkupValue(text.Text),
        ListValue list => new ListValue(Array.ConvertAll(list.Elements, Mark)),
        TupleValue tuple => new TupleValue(Array.ConvertAll(tuple.Elements, Mark)),
        _ => result,
    };
}
