using Tito.Jinja.Rendering;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Json;

/// <summary>Writes what <c>json.dumps</c> writes, character for character.</summary>
internal sealed class JsonWriter(JsonStyle style, RenderState state)
{
    private int _depth;

    /// <summary>The JSON text of a value.</summary>
    /// <exception cref="EvaluationFault">The value, or one inside it, is not JSON serializable, or it nests too deep.</exception>
    public static StringValue ToText(Value value, JsonStyle style, RenderState state)
    {
        // Written after the render's own output and taken out again: that buffer is large already.
        var mark = state.Output.BeginCapture();
        new JsonWriter(style, state).Write(value);
        var text = state.Output.EndCapture(mark);
        state.RequireTextLength(text.Length);
        return new StringValue(text);
    }

    private void Write(Value value)
    {
        state.Charge(1);
        switch (value)
        {
            case StringValue text:
                WriteString(text.Text);
                break;
            case NoneValue:
                Append("null");
                break;
            case BooleanValue boolean:
                Append(boolean.Value ? "true" : "false");
                break;
            case IntegerValue integer:
                Append(IntegerValue.Format(integer.Value));
                break;
            case FloatValue number:
                Append(FormatFloat(number.Value));
                break;
            case SequenceValue sequence:
                WriteArray(sequence.Elements);
                break;
            case DictValue dict:
                WriteObject(dict);
                break;
            default:
                throw EvaluationFault.Type($"Object of type {value.TypeName} is not JSON serializable");
        }
    }

    private static string FormatFloat(double value) => double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "Infinity" : "-Infinity")
        : FloatText.Repr(value);

    private void WriteArray(Value[] items)
    {
        if (items.Length == 0)
        {
            Append("[]");
            return;
        }

        Open("[");
        for (var index = 0; index < items.Length; index++)
        {
            Separate(index == 0);
            Write(items[index]);
        }

        Close("]");
    }

    private void WriteObject(DictValue dict)
    {
        if (dict.Count == 0)
        {
            Append("{}");
            return;
        }

        Open("{");
        var entries = style.SortKeys ? Sort(dict) : dict.Entries;
        for (var index = 0; index < entries.Length; index++)
        {
            Separate(index == 0);
            WriteString(KeyText(entries[index].Key));
            Append(style.KeySeparator);
            Write(entries[index].Value);
        }

        Close("}");
    }

    private KeyValuePair<Value, Value>[] Sort(DictValue dict) =>
        Sorting.Sort(dict.Entries.ToArray(), static entry => entry.Key, isReverse: false, state);

    /// <summary>"Keys … of the type int, float, bool or None are converted to strings"; others raise.</summary>
    private static string KeyText(Value key) => key switch
    {
        StringValue text => text.Text,
        NoneValue => "null",
        BooleanValue boolean => boolean.Value ? "true" : "false",
        IntegerValue integer => IntegerValue.Format(integer.Value),
        FloatValue number => FormatFloat(number.Value),
        _ => throw EvaluationFault.Type($"keys must be str, int, float, bool or None, not {key.TypeName}"),
    };

    private void WriteString(string text)
    {
        state.ChargeText(text.Length);
        JsonText.AppendString(state.Output, text, style.EnsureAscii);
    }

    private void Open(string bracket)
    {
        if (++_depth > state.Limits.MaxValueDepth)
        {
            throw EvaluationFault.Limit($"the value nests deeper than {state.Limits.MaxValueDepth} levels");
        }

        Append(bracket);
    }

    private void Separate(bool isFirst)
    {
        if (!isFirst)
        {
            Append(style.ItemSeparator);
        }

        BreakLine();
    }

    private void Close(string bracket)
    {
        _depth--;
        BreakLine();
        Append(bracket);
    }

    private void BreakLine()
    {
        if (style.Indent is null)
        {
            return;
        }

        Append("\n");
        for (var level = 0; level < _depth; level++)
        {
            Append(style.Indent);
        }
    }

    private void Append(string text) => state.Output.Append(text);
}
