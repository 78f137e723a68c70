using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>wordcount</c>: the runs of Python's <c>\w</c>, letters, numbers and underscores.</summary>
internal static class WordCountFilter
{
    public static Builtin Definition { get; } = new("wordcount", "s", static (in call) =>
    {
        var count = 0;
        var isInside = false;
        foreach (var rune in call.ToText(0).EnumerateRunes())
        {
            var isWord = CharacterTests.IsWord(rune);
            count += isWord && !isInside ? 1 : 0;
            isInside = isWord;
        }

        return IntegerValue.Of(count);
    });
}
