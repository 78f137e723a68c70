using System.Globalization;
using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>An integer of any size.</summary>
public sealed class IntegerValue : Value
{
    /// <summary>CPython's default for converting integers to and from decimal text: "Exceeds the limit (4300 digits)".</summary>
    internal const int MaxDigits = 4300;

    private static readonly IntegerValue[] Small = [.. Enumerable.Range(0, 1024).Select(static value => new IntegerValue(value))];

    internal IntegerValue(BigInteger value) => Value = value;

    /// <summary>The number.</summary>
    public BigInteger Value { get; }

    internal override string TypeName => "int";

    internal override bool IsTrue => !Value.IsZero;

    internal static IntegerValue Of(int value) => value is >= 0 and < 1024 ? Small[value] : new IntegerValue(value);

    internal static string Format(BigInteger value)
    {
        // 10^4300 has 14,285 bits: below that the digits need not be counted first.
        var text = value.GetBitLength() < 20_000 ? value.ToString(CultureInfo.InvariantCulture) : "";
        return text.Length > 0 && text.Length - (value.Sign < 0 ? 1 : 0) <= MaxDigits
            ? text
            : throw new EvaluationFault(TemplateErrorKind.Argument,
                $"Exceeds the limit ({MaxDigits} digits) for integer string conversion");
    }

    internal override void WriteRepr(ReprWriter writer) => writer.Append(Format(Value));

    internal override string ToText(RenderState state) => Format(Value);

    internal override Builtin? FindMethod(string name) => IntegerMethods.Table.Find(name);

    internal override Value? FindAttribute(string name) => IntegerMethods.FindAttribute(Value, name);
}
