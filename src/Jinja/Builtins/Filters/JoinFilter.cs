using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>join</c>: the printed elements, or an attribute of each, with a separator between.</summary>
internal static class JoinFilter
{
    public static Builtin Definition { get; } = new("join", "value, d?, attribute?", static (in call) =>
    {
        var state = call.State;
        var separator = call.Find(1) is null ? "" : call.ToText(1);
        var getter = call.Has(2) ? AttributePath.Of(call[2], state) : null;
        var builder = new System.Text.StringBuilder();
        var isFirst = true;
        foreach (var item in Iteration.Walk(call.Target, state))
        {
            var text = (getter is null ? item : getter.Get(item, state)).ToText(state);
            state.ChargeText(text.Length);
            state.RequireTextLength(builder.Length + (long)separator.Length + text.Length);
            _ = isFirst ? builder : builder.Append(separator);
            builder.Append(text);
            isFirst = false;
        }

        return new StringValue(builder.ToString());
    });
}
