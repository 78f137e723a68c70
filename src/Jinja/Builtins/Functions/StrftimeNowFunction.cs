using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary>
/// <c>strftime_now</c>, transformers' own: <c>datetime.now().strftime(format)</c>, with the render's time for the clock's.
/// </summary>
internal static class StrftimeNowFunction
{
    public static Builtin Definition { get; } = new("strftime_now", "format", static (in call) =>
        new StringValue(Strftime.Format(call.Text(0), call.State)));
}
