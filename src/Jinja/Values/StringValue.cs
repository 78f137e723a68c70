using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Formatting;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>A string. Python counts and cuts it in Unicode characters, whatever the UTF-16 below.</summary>
public class StringValue : Value
{
    internal static readonly StringValue Empty = new("");

    internal StringValue(string text) => Text = text;

    /// <summary>The characters, in UTF-16.</summary>
    public string Text { get; }

    internal override string TypeName => "str";

    /// <summary>Whether it is Python's <c>str</c> itself, whose operators keep no other kind of string.</summary>
    internal bool IsPlain => this is not MarkupValue;

    internal override bool IsTrue => Text.Length > 0;

    internal override int? Length => CodePoints.Count(Text);

    internal override string ToText(RenderState state) => Text;

    internal override void WriteJoined(RenderState state) => state.Output.Append(Text);

    /// <summary>A string of the same kind: a part of this one, or one made from it.</summary>
    internal virtual StringValue Like(string text) => new(text);

    /// <summary><c>text % values</c>.</summary>
    internal StringValue Interpolate(Value values, RenderState state) => PercentFormat.Apply(this, values, state);

    internal override void WriteRepr(ReprWriter writer) => writer.AppendQuoted(Text);

    internal override Builtin? FindMethod(string name) => StringMethods.Table.Find(name);

    internal override Value? FindItem(Value key, RenderState state)
    {
        if (!Numbers.TryInteger(key, out var position))
        {
            return null;
        }

        var character = CodePoints.TryAt(Text, position);
        return character is null ? null : Like(character);
    }

    internal override ValueIterator TryIterate() => new CharacterIterator(Text);
}
