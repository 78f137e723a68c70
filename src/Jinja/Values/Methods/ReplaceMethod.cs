using System.Text;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>replace</c>: all occurrences of a text, or the first few.</summary>
internal static class ReplaceMethod
{
    public static Builtin Definition { get; } = new("replace", "self, old, new, count?, /", static (in call) =>
        new StringValue(Replace(call.TargetText, call.Text(1), call.Text(2), call.Size(3, -1), call.State)));

    /// <summary>Replaces the first occurrences (-1: all); the empty string occurs before each character and at the end.</summary>
    public static string Replace(string text, string old, string replacement, int count, RenderState state)
    {
        state.ChargeText(text.Length);
        if (old.Length == 0)
        {
            return Insert(text, replacement, count, state);
        }

        var found = text.AsSpan().Count(old);
        var times = count < 0 ? found : Math.Min(found, count);
        if (times == 0)
        {
            return text;
        }

        state.Reserve(text.Length + (times * ((long)replacement.Length - old.Length)));
        if (times == found)
        {
            return text.Replace(old, replacement, StringComparison.Ordinal);
        }

        var builder = new StringBuilder();
        var start = 0;
        for (; times > 0; times--)
        {
            var index = text.IndexOf(old, start, StringComparison.Ordinal);
            builder.Append(text, start, index - start).Append(replacement);
            start = index + old.Length;
        }

        return builder.Append(text, start, text.Length - start).ToString();
    }

    private static string Insert(string text, string inserted, int count, RenderState state)
    {
        var places = CodePoints.Count(text) + 1;
        var times = count < 0 ? places : Math.Min(places, count);
        state.Reserve(text.Length + ((long)times * inserted.Length));
        var builder = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            _ = times-- > 0 ? builder.Append(inserted) : builder;
            builder.Append(rune.ToString());
        }

        return (times > 0 ? builder.Append(inserted) : builder).ToString();
    }
}
