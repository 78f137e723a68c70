using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Formatting;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>str.format</c>: fields in braces, by position and by keyword.</summary>
internal static class FormatMethod
{
    public static Builtin Definition { get; } = new("format", "self, /, *rest, **keywords", static (in call) =>
    {
        var keywords = call.Keywords;
        var format = new BraceFormat(
            call.Rest, name => Array.Find(keywords, keyword => keyword.Key == name).Value, call.Target is MarkupValue, call.State);
        return ((StringValue)call.Target).Like(format.Format(call.TargetText));
    });
}
