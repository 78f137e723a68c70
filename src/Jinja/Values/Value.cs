using System.Numerics;
using System.Text.Json;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values;

/// <summary>A value that a template can see, with the behaviour of the Python object that it stands for.</summary>
/// <remarks>Values that callers make are immutable and safe to share between threads.</remarks>
public abstract class Value
{
    private protected Value()
    {
    }

    /// <summary>Python's <c>None</c>.</summary>
    public static Value None => NoneValue.Instance;

    /// <summary>The name of the Python type, as error messages give it.</summary>
    internal abstract string TypeName { get; }

    /// <summary>Whether the value counts as true in a test.</summary>
    internal virtual bool IsTrue => true;

    /// <summary>The result of <c>len()</c>, or null where Python raises.</summary>
    internal virtual int? Length => null;

    /// <summary>
    /// Reads JSON as Python's <c>json.loads</c> does: keys keep their order and the last of equal keys wins, a number without
    /// fraction and exponent is an integer of any size, every other number is a float.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A string holds a lone surrogate, an integer has over 4,300 digits, or there is no value.
    /// </exception>
    public static Value FromJson(JsonElement json) => JsonReading.Read(json);

    /// <summary>
    /// Reads JSON text as Python's <c>json.loads</c> does: also <c>NaN</c>, <c>Infinity</c>, lone surrogates, and nesting up to 960 levels.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <returns>
    /// The value, or null where Python raises: the text is not JSON, nests deeper, or has an integer of over 4,300 digits.
    /// </returns>
    public static Value? TryLoads(string text) => PythonJson.TryRead(text);

    /// <summary>A string of whole Unicode characters.</summary>
    /// <exception cref="ArgumentException">It holds a lone surrogate.</exception>
    public static Value From(string text) => CodePoints.IndexOfLoneSurrogate(text) < 0
        ? new StringValue(text)
        : throw new ArgumentException("The string holds a lone surrogate, which is no Unicode character.", nameof(text));

    /// <summary><c>True</c> or <c>False</c>.</summary>
    public static Value From(bool value) => BooleanValue.Of(value);

    /// <summary>An integer.</summary>
    public static Value From(BigInteger value) => new IntegerValue(value);

    /// <summary>A float.</summary>
    public static Value From(double value) => new FloatValue(value);

    /// <summary>The result of <c>str()</c>.</summary>
    internal virtual string ToText(RenderState state) => ToRepr(state);

    /// <summary>The result of <c>repr()</c>.</summary>
    internal string ToRepr(RenderState state)
    {
        var writer = new ReprWriter(state);
        writer.Write(this);
        return writer.ToString();
    }

    /// <summary>Writes what Jinja2 joins into its output without printing it first: the results of filter and call blocks.</summary>
    internal virtual void WriteJoined(RenderState state) =>
        throw EvaluationFault.Type($"sequence item 0: expected str instance, {TypeName} found");

    /// <summary>Writes what <c>repr()</c> yields.</summary>
    internal abstract void WriteRepr(ReprWriter writer);

    /// <summary>A method of the type, or null.</summary>
    internal virtual Builtin? FindMethod(string name) => null;

    /// <summary>An attribute that is not a method, or null.</summary>
    internal virtual Value? FindAttribute(string name) => null;

    /// <summary>The result of <c>value[key]</c>, or null where Python raises TypeError or LookupError.</summary>
    internal virtual Value? FindItem(Value key, RenderState state) => null;

    /// <summary>A new iterator over the elements, or null where the value is not iterable.</summary>
    internal virtual ValueIterator? TryIterate() => null;
}
