using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Formatting;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>A string. Python counts and cuts it in Unicode characters, whatever the UTF-16 below.</summary>
public sealed class StringValue : Value
{
    internal static readonly StringValue Empty = new("");

    internal StringValue(string text) => Text = text;

    /// <summary>The characters, in UTF-16.</summary>
    public string Text { get; }

    internal override string TypeName => "str";

    internal override bool IsTrue => Text.Length > 0;

    internal override int? Length => CodePoints.Count(Text);

    internal override string ToText(RenderState state) => Text;

    internal override void WriteJoined(RenderState state) => state.Output.Append(Text);

    /// <summary><c>text % values</c>.</summary>
    internal StringValue Interpolate(Value values, RenderState state) => PercentFormat.Apply(Text, values, state);

    internal override void WriteRepr(ReprWriter writer) => writer.AppendQuoted(Text);

    internal override Builtin? FindMethod(string name) => StringMethods.Table.Find(name);

    internal override Value? FindItem(Value key, RenderState state)
    {
        if (!Numbers.TryInteger(key, out var position))
        {
            return null;
        }

        var character = CodePoints.TryAt(Text, position);
        return character is null ? null : new StringValue(character);
    }

    internal override ValueIterator TryIterate() => new CharacterIterator(Text);
}
