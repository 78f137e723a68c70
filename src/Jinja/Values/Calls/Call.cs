using System.Numerics;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>The bound arguments of one call. An argument that was left to its default is null.</summary>
internal readonly struct Call(
    string function, RenderState state, Value?[] values, Value[] rest, KeyValuePair<string, Value>[] keywords)
{
    private const int MaxSize = 1 << 30;

    public RenderState State { get; } = state;

    /// <summary>Positional arguments beyond the named parameters.</summary>
    public Value[] Rest { get; } = rest;

    /// <summary>Keyword arguments beyond the named parameters.</summary>
    public KeyValuePair<string, Value>[] Keywords { get; } = keywords;

    /// <summary>The first argument: what a filter or a method works on.</summary>
    public Value Target => values[0]!;

    /// <summary>Jinja2's <c>soft_str</c>: a string of any kind as it is, everything else as <c>str()</c> writes it.</summary>
    public StringValue Soft(int index) => values[index] as StringValue ?? new StringValue(ToText(index));

    /// <summary>The target of a string's method.</summary>
    public string TargetText => ((StringValue)values[0]!).Text;

    /// <summary>A required argument.</summary>
    public Value this[int index] => values[index]!;

    /// <summary>An argument or null.</summary>
    public Value? Find(int index) => values[index];

    /// <summary>Whether an argument was given and is not <c>None</c>.</summary>
    public bool Has(int index) => values[index] is not (null or NoneValue);

    /// <summary>The truth of an argument; false is its default.</summary>
    public bool IsTrue(int index) => values[index]?.IsTrue ?? false;

    /// <summary>A flag that Python's <c>sorted</c> takes: an integer and no other kind of truth; false is its default.</summary>
    public bool Flag(int index) => !Integer(index, 0).IsZero;

    /// <summary>An argument as <c>str()</c> writes it.</summary>
    public string ToText(int index)
    {
        var text = values[index]!.ToText(State);
        State.ChargeText(text.Length);
        return text;
    }

    /// <summary>An argument that must be a string.</summary>
    /// <exception cref="EvaluationFault">It is something else.</exception>
    public string Text(int index) => values[index] is StringValue text
        ? text.Text
        : throw EvaluationFault.Type($"{function}() argument must be str, not {values[index]!.TypeName}");

    /// <summary>An argument that must be an integer; the default stands for one that was not given.</summary>
    /// <exception cref="EvaluationFault">It is something else.</exception>
    public BigInteger Integer(int index, BigInteger defaultValue) => values[index] is null ? defaultValue : Integer(values[index]!);

    /// <summary>
    /// An integer argument that C would take as a <c>Py_ssize_t</c>: clamped to what no string's length reaches, so that a length may
    /// be added or taken away.
    /// </summary>
    public int Size(int index, int defaultValue) => (int)BigInteger.Clamp(Integer(index, defaultValue), -MaxSize, MaxSize);

    private static BigInteger Integer(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        _ when Numbers.TryInteger(value, out var integer) => integer,
        _ => throw EvaluationFault.Type($"{PythonText.Repr(value.TypeName)} object cannot be interpreted as an integer"),
    };
}
