using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>find</c>, <c>rfind</c>, <c>index</c>, <c>rindex</c>, <c>count</c>, <c>startswith</c> and <c>endswith</c>.</summary>
internal static class SearchMethods
{
    public static IEnumerable<Builtin> All { get; } =
    [
        new("find", "self, sub, start?, end?, /", static (in call) => IntegerValue.Of(Find(call, fromEnd: false))),
        new("rfind", "self, sub, start?, end?, /", static (in call) => IntegerValue.Of(Find(call, fromEnd: true))),
        new("index", "self, sub, start?, end?, /", static (in call) => IntegerValue.Of(Require(Find(call, fromEnd: false)))),
        new("rindex", "self, sub, start?, end?, /", static (in call) => IntegerValue.Of(Require(Find(call, fromEnd: true)))),
        new("count", "self, sub, start?, end?, /", static (in call) => IntegerValue.Of(Count(call))),
        new("startswith", "self, prefix, start?, end?, /", static (in call) =>
            BooleanValue.Of(Matches(call, static (text, part) => text.StartsWith(part, StringComparison.Ordinal)))),
        new("endswith", "self, suffix, start?, end?, /", static (in call) =>
            BooleanValue.Of(Matches(call, static (text, part) => text.EndsWith(part, StringComparison.Ordinal)))),
    ];

    /// <summary>The searched part as UTF-16 offsets; a start after the end of the text finds nothing, not even the empty string.</summary>
    private static (int Start, int End)? Bounds(in Call call)
    {
        var text = call.TargetText;
        call.State.ChargeText(text.Length);
        if (!call.Has(2) && !call.Has(3))
        {
            return (0, text.Length);
        }

        var count = CodePoints.Count(text);
        var start = call.Has(2) ? Position(call.Integer(2, 0), count) : 0;
        var end = call.Has(3) ? BigInteger.Min(Position(call.Integer(3, count), count), count) : count;
        return start > end ? null : (CodePoints.ToUtf16(text, (int)start), CodePoints.ToUtf16(text, (int)end));
    }

    private static BigInteger Position(BigInteger index, int count) => index.Sign < 0 ? BigInteger.Max(index + count, 0) : index;

    private static int Find(in Call call, bool fromEnd)
    {
        var (text, part) = (call.TargetText, call.Text(1));
        if (Bounds(call) is not var (start, end))
        {
            return -1;
        }

        var window = text.AsSpan(start, end - start);
        var index = fromEnd ? window.LastIndexOf(part) : window.IndexOf(part);
        return index < 0 ? -1 : CodePoints.FromUtf16(text, start + index);
    }

    private static int Require(int index) => index >= 0 ? index : throw EvaluationFault.Argument("substring not found");

    private static int Count(in Call call)
    {
        var (text, part) = (call.TargetText, call.Text(1));
        if (Bounds(call) is not var (start, end))
        {
            return 0;
        }

        return part.Length == 0
            ? CodePoints.Count(text.AsSpan(start, end - start)) + 1
            : text.AsSpan(start, end - start).Count(part);
    }

    private delegate bool Match(ReadOnlySpan<char> text, string part);

    private static bool Matches(in Call call, Match match)
    {
        Value[] parts = call[1] switch
        {
            StringValue => [call[1]],
            TupleValue tuple => tuple.Elements,
            _ => throw EvaluationFault.Type($"first arg must be str or a tuple of str, not {call[1].TypeName}"),
        };
        var bounds = Bounds(call);
        foreach (var part in parts)
        {
            if (part is not StringValue text)
            {
                throw EvaluationFault.Type($"tuple must only contain str, not {part.TypeName}");
            }

            if (bounds is var (start, end) && match(call.TargetText.AsSpan(start, end - start), text.Text))
            {
                return true;
            }
        }

        return false;
    }
}
