using System.Text;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values;

/// <summary>Writes the <c>repr</c> of values within the render's depth and size.</summary>
internal sealed class ReprWriter(RenderState state)
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Write(Value value)
    {
        if (++_depth > state.Limits.MaxValueDepth)
        {
            throw new EvaluationFault(TemplateErrorKind.Limit, $"the printed value nests deeper than {state.Limits.MaxValueDepth} levels");
        }

        state.Charge(1);
        value.WriteRepr(this);
        _depth--;
    }

    public void WriteItems(ReadOnlySpan<Value> items)
    {
        for (var index = 0; index < items.Length; index++)
        {
            if (index > 0)
            {
                Append(", ");
            }

            Write(items[index]);
        }
    }

    public void Append(string text)
    {
        state.RequireTextLength(_text.Length + (long)text.Length);
        _text.Append(text);
    }

    public void AppendQuoted(string text)
    {
        state.ChargeText(text.Length);
        state.RequireTextLength(_text.Length + (long)text.Length);
        PythonText.AppendRepr(_text, text);
    }

    public override string ToString() => _text.ToString();
}
