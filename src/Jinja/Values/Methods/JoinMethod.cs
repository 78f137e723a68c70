using System.Text;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>separator.join(strings)</c>; unlike the filter it takes nothing but strings.</summary>
internal static class JoinMethod
{
    /// <summary>Markup's join: every element is escaped first, so that it takes more than strings.</summary>
    public static MarkupValue JoinEscaped(in Call call)
    {
        var (separator, state) = (call.TargetText, call.State);
        var builder = new StringBuilder();
        foreach (var item in Iteration.Walk(call[1], state))
        {
            var text = MarkupValue.Escape(item, state).Text;
            state.ChargeText(separator.Length + text.Length);
            state.RequireTextLength(builder.Length + (long)separator.Length + text.Length);
            _ = builder.Append(text).Append(separator);
        }

        builder.Length = Math.Max(0, builder.Length - separator.Length);
        return new MarkupValue(builder.ToString());
    }

    public static Builtin Definition { get; } = new("join", "self, iterable, /", static (in call) =>
    {
        var (separator, state) = (call.TargetText, call.State);
        var builder = new StringBuilder();
        var index = 0;
        foreach (var item in Iteration.Walk(call[1], state))
        {
            if (item is not StringValue text)
            {
                throw EvaluationFault.Type($"sequence item {index}: expected str instance, {item.TypeName} found");
            }

            state.ChargeText(separator.Length + text.Text.Length);
            state.RequireTextLength(builder.Length + (long)separator.Length + text.Text.Length);
            _ = index++ == 0 ? builder : builder.Append(separator);
            builder.Append(text.Text);
        }

        return new StringValue(builder.ToString());
    });
}
