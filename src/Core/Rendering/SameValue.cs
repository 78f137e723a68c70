using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>Whether two values of a request are one to every template.</summary>
/// <remarks>
/// The order of keys counts, and 1 is not 1.0: templates print a tool's declaration in the order in which it came, and Python prints the
/// two numbers differently. What two JSON texts spell alike (white space, escapes, <c>1.50</c> and <c>1.5</c>) is one value.
/// </remarks>
internal static class SameValue
{
    /// <summary>Compares two values that were read from JSON.</summary>
    public static bool InOrder(Value one, Value other) => (one, other) switch
    {
        (StringValue left, StringValue right) => left.Text == right.Text,
        (BooleanValue left, BooleanValue right) => left.Value == right.Value,
        (IntegerValue left, IntegerValue right) => left.Value == right.Value,
        (FloatValue left, FloatValue right) =>
            BitConverter.DoubleToInt64Bits(left.Value) == BitConverter.DoubleToInt64Bits(right.Value),
        (NoneValue, NoneValue) => true,
        (SequenceValue left, SequenceValue right) => Sequences(left, right),
        (DictValue left, DictValue right) => Dicts(left, right),
        _ => false,
    };

    private static bool Sequences(SequenceValue left, SequenceValue right)
    {
        var (one, other) = (left.Items, right.Items);
        return one.Length == other.Length && one.Zip(other).All(pair => InOrder(pair.First, pair.Second));
    }

    private static bool Dicts(DictValue left, DictValue right)
    {
        var one = left.Entries;
        var other = right.Entries;
        if (one.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < one.Length; i++)
        {
            if (!InOrder(one[i].Key, other[i].Key) || !InOrder(one[i].Value, other[i].Value))
            {
                return false;
            }
        }

        return true;
    }
}
