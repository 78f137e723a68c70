using System.Diagnostics;
using Tito.Core.Templates;

namespace Tito.Tests.Golden.Templates;

public sealed class HostileTests
{
    private static readonly TemplateLimits Small = new() { MaxSteps = 300_000, MaxOutputLength = 1 << 20, MaxStringLength = 1 << 20 };

    /// <summary>Each ends in a limit, or in the error that Python gives.</summary>
    public static TheoryData<string> Hostile => new(
        new string('{', 1 << 20),
        string.Concat(Enumerable.Repeat("{{", 50_000)),
        $"{{{{ {new string('(', 100_000)} }}}}",
        $"{{{{ {string.Concat(Enumerable.Repeat("not ", 100_000))} 1 }}}}",
        $"{{{{ {new string('-', 100_000)}1 }}}}",
        $"{{{{ 1{string.Concat(Enumerable.Repeat("+1", 100_000))} }}}}",
        $"{{{{ x{string.Concat(Enumerable.Repeat("|list", 100_000))} }}}}",
        $"{{{{ x{string.Concat(Enumerable.Repeat(".a", 100_000))} }}}}",
        string.Concat(Enumerable.Repeat("{% if 1 %}", 100_000)),
        string.Concat(Enumerable.Repeat("{% for x in y %}", 100_000)),
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

    /// <summary>Mutants of the corpus raise or render, and nothing else. <c>TITO_TEMPLATE_MUTANTS</c> sets their number.</summary>
    [Fact]
    public void Render_OfMutants_NeverFailsOtherwise()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("TITO_TEMPLATE_MUTANTS") ?? "3000", provider: null);
        var cases = TemplateCorpus.Cases("grammar/cases.jsonl").ToList();
        var sources = cases.Select(item => item.GetProperty("template").GetString()!).ToList();
        var random = new Random(20261124);
        var slowest = TimeSpan.Zero;
        for (var index = 0; index < count; index++)
        {
            var mutant = Mutator.Mutate(sources, random);
            var context = TemplateCorpus.Context(cases[random.Next(cases.Count)].GetProperty("context")) with { Limits = Small };
            var watch = Stopwatch.StartNew();
            _ = Outcome.Of(() => Template.Parse(mutant, "mutant").Render(context));
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }

        Assert.True(slowest < TimeSpan.FromSeconds(20), $"a mutant took {slowest}");
    }
}
