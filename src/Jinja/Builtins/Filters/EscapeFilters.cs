using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>escape</c>, <c>e</c> and <c>forceescape</c>: escaped for HTML; only the last escapes what is marked as safe.</summary>
internal static class EscapeFilters
{
    private static readonly Builtin Escape = new("escape", "s, /", static (in call) => MarkupValue.Escape(call.Target, call.State));

    public static IEnumerable<Builtin> Definitions { get; } =
    [
        Escape,
        Escape.As("e"),
        new("forceescape", "value", static (in call) => new MarkupValue(HtmlEscape.Apply(call.ToText(0), call.State))),
    ];
}
