using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>The result of <c>range()</c>; never more than the sandbox's 100,000 elements.</summary>
public sealed class RangeValue : Value
{
    internal RangeValue(BigInteger start, BigInteger stop, BigInteger step, int count)
    {
        Start = start;
        Stop = stop;
        Step = step;
        Count = count;
    }

    internal BigInteger Start { get; }

    internal BigInteger Stop { get; }

    internal BigInteger Step { get; }

    internal int Count { get; }

    internal override string TypeName => "range";

    internal override bool IsTrue => Count > 0;

    internal override int? Length => Count;

    internal override void WriteRepr(ReprWriter writer)
    {
        writer.Append($"range({IntegerValue.Format(Start)}, {IntegerValue.Format(Stop)}");
        writer.Append(Step.IsOne ? ")" : $", {IntegerValue.Format(Step)})");
    }

    internal override Builtin? FindMethod(string name) => SequenceMethods.Ranges.Find(name);

    internal override Value? FindAttribute(string name) => name switch
    {
        "start" => new IntegerValue(Start),
        "stop" => new IntegerValue(Stop),
        "step" => new IntegerValue(Step),
        _ => null,
    };

    internal override Value? FindItem(Value key, RenderState state)
    {
        if (!Numbers.TryInteger(key, out var position))
        {
            return null;
        }

        var index = position.Sign < 0 ? position + Count : position;
        return index.Sign < 0 || index >= Count ? null : new IntegerValue(Start + (index * Step));
    }

    internal override ValueIterator TryIterate() => new RangeIterator(this);

    internal Value At(int index) => new IntegerValue(Start + (index * Step));

    /// <summary>The slice of a range is a range.</summary>
    internal RangeValue Slice(SliceIndices slice)
    {
        var step = Step * slice.Step;
        var start = Start + (slice.Start * Step);
        return new RangeValue(start, Start + (slice.Stop * Step), step, slice.Count);
    }
}
