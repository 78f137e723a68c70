using System.Text;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>separator.join(strings)</c>; unlike the filter it takes nothing but strings.</summary>
internal static class JoinMethod
{
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
