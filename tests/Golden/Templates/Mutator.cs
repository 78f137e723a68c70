namespace Tito.Tests.Golden.Templates;

/// <summary>Breaks templates: pieces cut, doubled, swapped between templates, and replaced by troublesome tokens.</summary>
internal static class Mutator
{
    private static readonly string[] Tokens =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "(", ")", "[", "]", "{", "}", "'", "\"", "\\", "|", "is", "not", "in", "if", "else", "for", "**", "*",
        "~", ".", ",", ":", "=", "==", "<", "loop", "recursive", "endfor", "endif", "endmacro", "raw", "99999999999999999999", "2147483647", "-2147483647", "2 ** 5000", "1e400", "0x", "\0", "\ud800",
        "\u2028", "🙂", "__class__", "range(99999)", "'a' * 9999999", "2 ** 9999", "{% for z in range(999) %}", "{% endfor %}", "{{ caller() }}", "|tojson",
        "|map('map', 'map')", ".format(", "[::-1]", "[99:-99:-7]", "%(x)s", "|groupby('a')", "|sort", "ns", "namespace()",
    ];

    public static string Mutate(List<string> sources, Random random)
    {
        var text = sources[random.Next(sources.Count)];
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var start = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(12), text.Length - start);
            text = random.Next(5) switch
            {
                0 => text.Remove(start, length),
                1 => text.Insert(start, text.Substring(start, length)),
                2 => text.Insert(start, Tokens[random.Next(Tokens.Length)]),
                3 => text.Remove(start, length).Insert(start, Tokens[random.Next(Tokens.Length)]),
                _ => text[..start] + Tail(sources[random.Next(sources.Count)], random),
            };
        }

        return text;
    }

    private static string Tail(string source, Random random) => source[random.Next(source.Length)..];
}
