using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>trim</c>: whitespace, or the given characters, off both ends.</summary>
internal static class TrimFilter
{
    public static Builtin Definition { get; } = new("trim", "value, chars?", static (in call) =>
    {
        var text = call.Soft(0);
        var characters = call.Has(1) ? call.Text(1) : null;
        if (characters is not null && !text.IsPlain)
        {
            characters = MarkupValue.Escape(call[1], call.State).Text;
        }

        return text.Like(StripMethods.Strip(text.Text, characters, atStart: true, atEnd: true));
    });
}
