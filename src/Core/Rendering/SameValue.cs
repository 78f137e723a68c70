using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>Whether two values of a request are one to every template.</summary>
/// <remarks>
/// 1 is not 1.0, because Python prints the two differently. What two JSON texts spell alike (white space, escapes, <c>1.50</c> and
/// <c>1.5</c>) is one value. Keys have an order, since most templates print a tool's schema as it came.
/// </remarks>
internal static class SameValue
{
    /// <summary>Compares two values that were read from JSON, keys in their order: then no template can tell them apart.</summary>
    public static bool InOrder(Value one, Value other) => Compare(one, other, inOrder: true);

    /// <summary>
    /// Compares two values that were read from JSON, keys in any order: then only a template that prints keys as they came can tell.
    /// </summary>
    public static bool InAnyOrder(Value one, Value other) => Compare(one, other, inOrder: false);

    private static bool Compare(Value one, Value other, bool inOrder) => (one, other) switch
    {
        (StringValue left, StringValue right) => left.Text == right.Text,
        (BooleanValue left, BooleanValue right) => left.Value == right.Value,
        (IntegerValue left, IntegerValue right) => left.Value == right.Value,
        (FloatValue left, FloatValue right) =>
            BitConverter.DoubleToInt64Bits(left.Value) == BitConverter.DoubleToInt64Bits(right.Value),
        (NoneValue, NoneValue) => true,
        (SequenceValue left, SequenceValue right) => left.Items.Length == right.Items.Length
            && left.Items.Zip(right.Items).All(pair => Compare(pair.First, pair.Second, inOrder)),
        (DictValue left, DictValue right) => inOrder ? InOrder(left, right) : InAnyOrder(left, right),
        _ => false,
    };

    private static bool InOrder(DictValue left, DictValue right)
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

    private static bool InAnyOrder(DictValue left, DictValue right)
    {
        if (left.Entries.Length != right.Entries.Length)
        {
            return false;
        }

        foreach (var (key, value) in left.Entries)
        {
            if (key is not StringValue name || right.Find(name.Text) is not { } other || !InAnyOrder(value, other))
            {
                return false;
            }
        }

        return true;
    }
}
