using System.Numerics;

namespace Tito.Jinja.Values;

/// <summary>A slice resolved against a length: <c>slice.indices()</c>.</summary>
/// <param name="Start">The first index.</param>
/// <param name="Stop">The bound that is not reached; -1, before the front, when stepping down.</param>
/// <param name="Step">Not 0.</param>
/// <param name="Count">How many elements it takes.</param>
internal readonly record struct SliceIndices(int Start, int Stop, int Step, int Count)
{
    public static SliceIndices Resolve(BigInteger? start, BigInteger? stop, BigInteger step, int length)
    {
        var isDown = step.Sign < 0;
        var (low, high) = isDown ? (-1, length - 1) : (0, length);
        var first = start is null ? (isDown ? high : low) : Clamp(start.Value, low, high, length);
        var last = stop is null ? (isDown ? low : high) : Clamp(stop.Value, low, high, length);
        var stride = (int)BigInteger.Clamp(step, -int.MaxValue, int.MaxValue);
        var distance = isDown ? (long)first - last : (long)last - first;
        var count = distance <= 0 ? 0 : (int)(((distance - 1) / Math.Abs((long)stride)) + 1);
        return new SliceIndices(first, last, stride, count);
    }

    private static int Clamp(BigInteger index, int low, int high, int length) =>
        (int)BigInteger.Clamp(index.Sign < 0 ? index + length : index, low, high);
}
