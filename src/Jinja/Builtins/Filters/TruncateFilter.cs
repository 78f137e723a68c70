using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary>
/// <c>truncate</c>: at most so many characters, 255 by default, an ending included; up to 5 more are tolerated by default.
/// </summary>
internal static class TruncateFilter
{
    public static Builtin Definition { get; } = new("truncate", "s, length?, killwords?, end?, leeway?", static (in call) =>
    {
        var (length, end) = (call.Size(1, 255), call.Find(3) is null ? "..." : call.Text(3));
        var leeway = call.Has(4) ? call.Size(4, 5) : 5;
        var endLength = CodePoints.Count(end);
        if (length < endLength || leeway < 0)
        {
            throw EvaluationFault.Argument(leeway < 0
                ? $"expected leeway >= 0, got {leeway}"
                : $"expected length >= {endLength}, got {length}");
        }

        if (call.Target.Length is not { } count)
        {
            throw EvaluationFault.Type($"object of type {PythonText.Repr(call.Target.TypeName)} has no len()");
        }

        if (count <= (long)length + leeway)
        {
            return call.Target;
        }

        var text = call.Text(0);
        var kind = (StringValue)call.Target;
        var kept = text[..CodePoints.ToUtf16(text, length - endLength)];
        var lastSpace = call.IsTrue(2) ? -1 : kept.LastIndexOf(' ');
        return Arithmetic.Add(kind.Like(lastSpace < 0 ? kept : kept[..lastSpace]), call.Find(3) ?? new StringValue(end), call.State);
    });
}
