using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary><c>range</c> with the sandbox's bound.</summary>
internal static class RangeFunction
{
    private const int MaxRange = 100_000;

    public static Builtin Definition { get; } = new("range", "start, stop?, step?, /", static (in call) =>
    {
        var start = call.Integer(0, 0);
        var (first, last) = call.Find(1) is null ? (BigInteger.Zero, start) : (start, call.Integer(1, 0));
        var step = call.Integer(2, 1);
        if (step.IsZero)
        {
            throw EvaluationFault.Argument("range() arg 3 must not be zero");
        }

        var distance = step.Sign > 0 ? last - first : first - last;
        var count = distance.Sign <= 0 ? BigInteger.Zero : ((distance - 1) / BigInteger.Abs(step)) + 1;
        return count > MaxRange
            ? throw EvaluationFault.Arithmetic($"Range too big. The sandbox blocks ranges larger than MAX_RANGE ({MaxRange}).")
            : new RangeValue(first, last, step, (int)count);
    });
}
