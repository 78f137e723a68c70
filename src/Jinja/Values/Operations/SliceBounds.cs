using System.Numerics;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Operations;

/// <summary>The evaluated parts of a slice.</summary>
internal readonly record struct SliceBounds(BigInteger? Start, BigInteger? Stop, BigInteger Step)
{
    /// <exception cref="EvaluationFault">A part is neither an integer nor <c>None</c>, or the step is 0.</exception>
    public static SliceBounds From(Value? start, Value? stop, Value? step)
    {
        var stride = Read(step) ?? BigInteger.One;
        return stride.IsZero
            ? throw EvaluationFault.Argument("slice step cannot be zero")
            : new SliceBounds(Read(start), Read(stop), stride);
    }

    public SliceIndices Resolve(int length) => SliceIndices.Resolve(Start, Stop, Step, length);

    private static BigInteger? Read(Value? part) => part switch
    {
        null or NoneValue => null,
        _ when Numbers.TryInteger(part, out var integer) => integer,
        _ => throw EvaluationFault.Type("slice indices must be integers or None or have an __index__ method"),
    };
}
