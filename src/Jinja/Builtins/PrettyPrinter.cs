using System.Text;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins;

/// <summary>Python's <c>pprint.pformat</c>: a <c>repr</c> with sorted dicts, in lines of 80 columns where it is longer.</summary>
/// <remarks>As there, the allowance is the room that the closing brackets after a value need.</remarks>
internal sealed class PrettyPrinter(RenderState state)
{
    private const int Columns = 80;

    private readonly StringBuilder _text = new();
    private int _depth;

    public static string Format(Value value, RenderState state)
    {
        var printer = new PrettyPrinter(state);
        printer.Write(PrettyOrder.Sort(value, state), 0, 0);
        return printer._text.ToString();
    }

    private void Write(Value value, int indent, int allowance)
    {
        var repr = value.ToRepr(state);
        if (CodePoints.Count(repr) <= Columns - indent - allowance || !IsBreakable(value))
        {
            Append(repr);
            return;
        }

        if (++_depth > state.Limits.MaxValueDepth)
        {
            throw EvaluationFault.Limit($"the printed value nests deeper than {state.Limits.MaxValueDepth} levels");
        }

        switch (value)
        {
            case DictValue dict:
                WriteDict(dict, indent, allowance);
                break;
            case TupleValue { Elements.Length: 1 } tuple:
                WriteItems("(", tuple.Elements, ",)", indent, allowance);
                break;
            case TupleValue tuple:
                WriteItems("(", tuple.Elements, ")", indent, allowance);
                break;
            case SequenceValue list:
                WriteItems("[", list.Elements, "]", indent, allowance);
                break;
            default:
                WriteText(((StringValue)value).Text, indent, allowance);
                break;
        }

        _depth--;
    }

    /// <summary>Whether it is of a type that pprint knows; the groups of <c>groupby</c> print themselves.</summary>
    private static bool IsBreakable(Value value) =>
        value is DictValue or ListValue or TupleValue { HasFields: false } or StringValue { IsPlain: true, Text.Length: > 0 };

    private void WriteDict(DictValue dict, int indent, int allowance)
    {
        Append("{");
        for (var index = 0; index < dict.Count; index++)
        {
            var (key, value) = dict.Entries[index];
            var name = key.ToRepr(state);
            StartLine(index, indent + 1);
            Append(name);
            Append(": ");
            Write(value, indent + 1 + CodePoints.Count(name) + 2, index == dict.Count - 1 ? allowance + 1 : 1);
        }

        Append("}");
    }

    private void WriteItems(string open, Value[] items, string close, int indent, int allowance)
    {
        Append(open);
        for (var index = 0; index < items.Length; index++)
        {
            StartLine(index, indent + 1);
            Write(items[index], indent + 1, index == items.Length - 1 ? allowance + close.Length : 1);
        }

        Append(close);
    }

    /// <summary>Adjacent literals, which Python joins: a line each, or less; in parentheses where nothing else is around them.</summary>
    private void WriteText(string text, int indent, int allowance)
    {
        var isAlone = _depth == 1;
        var inner = isAlone ? 1 : 0;
        var chunks = PrettyLines.Split(text, Columns - indent - inner, allowance + inner, state);
        if (chunks.Count == 1)
        {
            Append(chunks[0]);
            return;
        }

        Append(isAlone ? "(" : "");
        for (var index = 0; index < chunks.Count; index++)
        {
            Append(index > 0 ? "\n" + new string(' ', indent + inner) : "");
            Append(chunks[index]);
        }

        Append(isAlone ? ")" : "");
    }

    private void StartLine(int index, int indent)
    {
        state.Charge(1);
        Append(index > 0 ? ",\n" + new string(' ', indent) : "");
    }

    private void Append(string text)
    {
        state.ChargeText(text.Length);
        state.RequireTextLength(_text.Length + (long)text.Length);
        _text.Append(text);
    }
}
