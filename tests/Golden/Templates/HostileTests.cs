using System.Diagnostics;
using Tito.Jinja;

namespace Tito.Tests.Golden.Templates;

public sealed class HostileTests
{
    private static readonly TemplateLimits Small = new() { MaxSteps = 300_000, MaxOutputLength = 1 << 20, MaxStringLength = 1 << 20 };

    private const int MutantsASeed = 100;

    private static readonly List<(string Source, TemplateContext Context)> Generated =
        [.. GoldenFiles.Names("templates/grammar", ".json").Select(static name => TemplateCorpus.GeneratedCase($"grammar/{name}"))];

    private static readonly List<string> Sources = [.. Generated.Select(item => item.Source)];

    private static readonly int MutantCount =
        int.Parse(Environment.GetEnvironmentVariable("TITO_TEMPLATE_MUTANTS") ?? "3000", provider: null);

    public static TheoryData<int> MutantSeeds => [.. Enumerable.Range(20261124, (MutantCount + MutantsASeed - 1) / MutantsASeed)];

    /// <summary>Each ends in a limit, or in the error that Python gives.</summary>
    public static TheoryData<string> Hostile => new(
        "{% set ns = namespace(s='aaaaaaaaaa') %}{% for x in range(1000) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{{ 'a' * 1000000000000 }}",
        "{{ [0] * 1000000000000 }}",
        "{{ ('a' * 1000000) * 1000000 }}",
        "{{ 'a'.center(1000000000) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'aaaa'.replace('', 'b' * 1000000) }}",
        "{{ '\\t'.expandtabs(1000000000) }}",
        "{{ [1]|batch(1000000000, 0)|list }}",
        "{{ [1]|tojson(indent=1000000000) }}",
        "{{ 10 ** (10 ** 10) }}",
        "{% set ns = namespace(i=3) %}{% for x in range(100) %}{% set ns.i = ns.i * ns.i %}{% endfor %}{{ ns.i }}",
        "{{ range(1000000000000) }}",
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% set ns = namespace() %}{% set ns.a = ns %}{{ ns }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(10000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(10000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x|tojson }}",
        "{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ x.__init__.__globals__ }}",
        "{{ '{0.__class__.__mro__[1]}'.format('') }}",
        "{% set f = [1].append %}{{ f(2) }}");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Render_OfAHostileTemplate_EndsInAnErrorWithinItsBudget(string source) =>
        Assert.Throws<TemplateException>(() => Template.Parse(source, "hostile").Render(new TemplateContext { Now = TemplateCorpus.Now, Limits = Small }));

    [Theory]
    [InlineData("", "{", 1 << 20, "")]
    [InlineData("", "{{", 50_000, "")]
    [InlineData("{{ ", "(", 100_000, " }}")]
    [InlineData("{{ ", "not ", 100_000, " 1 }}")]
    [InlineData("{{ ", "-", 100_000, "1 }}")]
    [InlineData("{{ 1", "+1", 100_000, " }}")]
    [InlineData("{{ x", "|list", 100_000, " }}")]
    [InlineData("{{ x", ".a", 100_000, " }}")]
    [InlineData("", "{% if 1 %}", 100_000, "")]
    [InlineData("", "{% for x in y %}", 100_000, "")]
    public void Render_OfAHostileRepetition_EndsInAnErrorWithinItsBudget(string start, string repeated, int times, string end) =>
        Render_OfAHostileTemplate_EndsInAnErrorWithinItsBudget(start + string.Concat(Enumerable.Repeat(repeated, times)) + end);

    /// <summary>Sizes at the edges of 32 and 64 bits, and beyond any double, wherever an integer is taken.</summary>
    [Theory]
    [InlineData("'aXbX🙂' * N")]
    [InlineData("[1] * N")]
    [InlineData("N * 1.5")]
    [InlineData("1.5 // N")]
    [InlineData("N / 3")]
    [InlineData("3 / N")]
    [InlineData("N // 7 + N % 7 - N")]
    [InlineData("N ** 2")]
    [InlineData("2 ** N")]
    [InlineData("2.0 ** N")]
    [InlineData("N == 1.5 or N < 1e300")]
    [InlineData("{N: 1}[1.0 * N]")]
    [InlineData("'aXbX🙂'[N]")]
    [InlineData("[1, 2][N]")]
    [InlineData("range(9)[N]")]
    [InlineData("'aXbX🙂'[N:]")]
    [InlineData("[1, 2, 3][:N]")]
    [InlineData("'aXbX🙂'[::N]")]
    [InlineData("range(9)[N::N]")]
    [InlineData("range(N)|list")]
    [InlineData("range(N, -N, N)|list")]
    [InlineData("'aXbX'.center(N)")]
    [InlineData("'aXbX'.ljust(N) ~ 'aXbX'.rjust(N)")]
    [InlineData("'-aXbX'.zfill(N)")]
    [InlineData("'a\tb'.expandtabs(N)")]
    [InlineData("'aXbX'.replace('X', 'yy', N)")]
    [InlineData("'aXbX'.replace('', 'yy', N)")]
    [InlineData("'aXbX'.split('X', N)")]
    [InlineData("'a b c'.rsplit(none, N)")]
    [InlineData("'aXbX'.find('X', N)")]
    [InlineData("'aXbX'.rfind('X', 0, N)")]
    [InlineData("'aXbX'.count('X', N, N)")]
    [InlineData("'aXbX'.startswith('a', N)")]
    [InlineData("[1, 2].index(2, N)")]
    [InlineData("N.bit_length()")]
    [InlineData("'%*d' % (N, 1)")]
    [InlineData("'%.*f' % (N, 1.5)")]
    [InlineData("('%' ~ N ~ 'd') % 1")]
    [InlineData("('%.' ~ N ~ 'f') % 1.5")]
    [InlineData("'%d %x %c %e' % (N, N, N, N)")]
    [InlineData("'%c' % N")]
    [InlineData("'%e' % N")]
    [InlineData("('{:' ~ N ~ '}').format(1)")]
    [InlineData("('{:.' ~ N ~ 'f}').format(1.5)")]
    [InlineData("('{' ~ N ~ '}').format(1)")]
    [InlineData("('{0[' ~ N ~ ']}').format([1])")]
    [InlineData("'{:,} {:x} {:b}'.format(N, N, N)")]
    [InlineData("'{:e}'.format(N)")]
    [InlineData("'{:c}'.format(N)")]
    [InlineData("'aXbX'|center(N)")]
    [InlineData("'aXbX'|indent(N, true)")]
    [InlineData("'aXbX aXbX'|truncate(N)")]
    [InlineData("'aXbX aXbX'|truncate(5, true, '', N)")]
    [InlineData("'aXbX'|replace('X', 'y', N)")]
    [InlineData("[1, 2]|batch(N, 0)|list")]
    [InlineData("[1, 2]|slice(N, 0)|list")]
    [InlineData("[1, 2]|sum(start=N)")]
    [InlineData("[1.5]|sum(start=N)")]
    [InlineData("[1, {'a': 2}]|tojson(indent=N)")]
    [InlineData("N|tojson")]
    [InlineData("N|round(2)")]
    [InlineData("N|round(-2, 'ceil')")]
    [InlineData("1234|round(N)")]
    [InlineData("12.34|round(N)")]
    [InlineData("12.34|round(N, 'floor')")]
    [InlineData("N|abs ~ N|int ~ N|string")]
    [InlineData("N|float")]
    [InlineData("'12'|int(0, N)")]
    [InlineData("N|filesizeformat ~ N|filesizeformat(true)")]
    [InlineData("N is divisibleby(N)")]
    [InlineData("N is odd")]
    [InlineData("[N, 1.5, -N]|sort")]
    [InlineData("'a b'|wordwrap(N)")]
    public void Render_WithExtremeNumbers_NeverFailsOtherwise(string expression)
    {
        string[] extremes =
        [
            "2147483647", "(-2147483647)", "2147483648", "(-2147483648)", "(-2147483649)", "9223372036854775807", "9223372036854775808",
            "(-9223372036854775808)", "(-9223372036854775809)", "(10 ** 30)", "(-10 ** 30)", "(2 ** 5000)", "(-(2 ** 5000))", "(0)", "(-1)",
        ];
        Assert.All(extremes, extreme => _ = Outcome.Of(() => Template
            .Parse($"{{{{ {expression.Replace("N", extreme, StringComparison.Ordinal)} }}}}", "extreme")
            .Render(new TemplateContext { Now = TemplateCorpus.Now, Limits = Small })));
    }

    /// <summary>Mutants of the corpus, a hundred a seed, raise or render. <c>TITO_TEMPLATE_MUTANTS</c> sets their number.</summary>
    [Theory]
    [MemberData(nameof(MutantSeeds))]
    public void Render_OfMutants_NeverFailsOtherwise(int seed)
    {
        var random = new Random(seed);
        var mutants = Enumerable.Range(0, MutantsASeed)
            .Select(_ => (Source: Mutator.Mutate(Sources, random), Case: random.Next(Sources.Count)))
            .ToList();

        Assert.All(mutants, mutant =>
        {
            var context = Generated[mutant.Case].Context with { Limits = Small };
            var watch = Stopwatch.StartNew();
            _ = Outcome.Of(() => Template.Parse(mutant.Source, "mutant").Render(context));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed}: {mutant.Source}");
        });
    }
}
