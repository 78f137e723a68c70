using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>
/// markupsafe's Markup: a string that counts as safe in HTML. It prints, compares and hashes as its text; what is put into it, or added to
/// it on either side, is escaped first, and the result is a Markup again.
/// </summary>
internal sealed class MarkupValue(string text) : StringValue(text)
{
    internal override string TypeName => "Markup";

    /// <summary><c>markupsafe.escape(value)</c>: what is a Markup stays as it is, everything else is printed and escaped.</summary>
    internal static MarkupValue Escape(Value value, Rendering.RenderState state) =>
        value is MarkupValue ? new MarkupValue(value.ToText(state)) : new MarkupValue(HtmlEscape.Apply(value.ToText(state), state));

    internal override StringValue Like(string text) => new MarkupValue(text);

    internal override void WriteRepr(ReprWriter writer)
    {
        writer.Append("Markup(");
        writer.AppendQuoted(Text);
        writer.Append(")");
    }

    internal override Builtin? FindMethod(string name) => MarkupMethods.Table.Find(name);
}
