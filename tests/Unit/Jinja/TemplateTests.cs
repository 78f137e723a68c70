using System.Text.Json;
using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Tests.Unit.Jinja;

public sealed class TemplateTests
{
    private static readonly TemplateContext Context = new() { Now = new DateTimeOffset(2026, 11, 24, 9, 8, 7, TimeSpan.Zero) };

    [Fact]
    public void Render_WhenTheTemplateAsksForTheTime_UsesTheOneThatWasPassed() =>
        Assert.Equal("2026-11-24 09:08", Template.Parse("{{ strftime_now('%Y-%m-%d %H:%M') }}", "t").Render(Context));

    [Fact]
    public void Render_WithGenerationBlocks_HasTheirText() =>
        Assert.Equal("abcdef12", Template
            .Parse("ab{% generation %}cde{% endgeneration %}f{% for x in [1, 2] %}{% generation %}{{ x }}{% endgeneration %}{% endfor %}", "t")
            .Render(Context));

    [Theory]
    [InlineData("a{% for m in ms %}<{{ m }}>{% endfor %}b", "-:a 0:<x> 1:<y> -:b")]
    [InlineData("{{ ms[0][0] }}{% for m in ms[1:] %}{{ ms[0] }}{% endfor %}", "0:x 1:x")]
    [InlineData("{{ '<' + ms[0].upper() }}{{ 'c' }}{{ ms[1] ~ ms[0].lower() }}", "0:<X -:c 1:yx")]
    [InlineData("{% macro p(m) %}[{{ m.lower() }}]{% endmacro %}{{ p(ms[1]) }}{% for m in ms %}{{ p(ms[1]) }}{% endfor %}", "1:[y] 0:[y] 1:[y]")]
    [InlineData("{{ ms[1].lower() + (ms|map('upper')|join) + 'z' }}", "1:yXYz")]
    [InlineData("{% for m in ms %}{% set t %}long text {{ m }}{% endset %}{{ t[-1] }}{% for c in [1, 2] %}{{ c }}{% endfor %}{% endfor %}", "0:x12 1:y12")]
    [InlineData("{% for m in ms %}{% filter upper %}{{ m }}{% endfilter %}{% endfor %}{% set t %}{{ ms[0].lower() }}{% endset %}", "0:X 1:Y")]
    [InlineData("{% for m in ms recursive %}{{ m }}{% if m == 'x' %}{{ loop(ms[1:]) }}{% endif %}{% endfor %}", "0:xy 1:y")]
    [InlineData("{% set t = ms[1]|upper %}{% set u = '' if false else t %}{{ '(' }}{{ '<' + u + '>' }}", "-:( 1:<Y>")]
    [InlineData("{% for m in ms %}{% generation %}{{ m }}{% endgeneration %}{% endfor %}", "0:x 1:y")]
    [InlineData("{% for m in ms %}{% if loop.first %}{% continue %}{% endif %}{{ m }}{% break %}{% endfor %}end", "1:y -:end")]
    public void Trace_GivesEachStretchToTheSubjectThatTheTemplateVisits(string source, string expected)
    {
        var subjects = ListValue.Of([Value.From("x"), Value.From("y")]);

        var traced = Template.Parse(source, "t").Trace(Context with { Variables = new Dictionary<string, Value> { ["ms"] = subjects } }, subjects.Items);

        var pieces = traced.Origins.Select((origin, i) => (origin.Subject, Text: traced.Text[origin.Start..(i + 1 < traced.Origins.Length ? traced.Origins[i + 1].Start : traced.Text.Length)]));
        var joined = pieces.Aggregate(new List<(int? Subject, string Text)>(), (all, piece) =>
        {
            if (all.Count > 0 && all[^1].Subject == piece.Subject)
            {
                all[^1] = (piece.Subject, all[^1].Text + piece.Text);
            }
            else
            {
                all.Add(piece);
            }

            return all;
        });
        Assert.Equal(expected, string.Join(' ', joined.Select(piece => $"{piece.Subject?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}:{piece.Text}")));
    }

    [Fact]
    public void Render_FromManyThreads_GivesEachItsOwnNamespaces()
    {
        var template = Template.Parse("{% set ns = namespace(n=0) %}{% for x in range(200) %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}{{ {(1, 2): 'k'}[(1, 2)] }}", "t");

        Assert.All(Enumerable.Range(0, 64).AsParallel().Select(_ => template.Render(Context)), text => Assert.Equal("19900k", text));
    }

    [Fact]
    public void Render_WhenAVariableHasTheNameOfAFunction_SeesTheVariable() => Assert.Equal("mine", Template
        .Parse("{{ range }}", "t")
        .Render(Context with { Variables = new Dictionary<string, Value> { ["range"] = Value.From("mine") } }));

    /// <summary>A text from 65,536 characters on is kept apart from the others until the render is over.</summary>
    [Theory]
    [InlineData("{{ t }}", "T")]
    [InlineData("a{{ t }}b{{ t }}{{ t }}c", "aTbTTc")]
    [InlineData("a{% set x %}{{ t }}{% endset %}[{{ x }}]", "a[T]")]
    [InlineData("a{% set x %}b{{ t }}c{{ t }}d{% endset %}e{{ t }}{{ x }}f", "aeTbTcTdf")]
    [InlineData("{{ t }}{% macro m(v) %}<{{ v }}{% set y %}{{ v }}!{% endset %}{{ y }}>{% endmacro %}a{{ m(t) }}{{ t }}", "Ta<TT!>T")]
    [InlineData("{% for i in [1, 2] %}{{ i }}{{ 'x' + t + 'y' }}{% endfor %}", "1xTy2xTy")]
    public void Render_OfLongTexts_PutsEachInItsPlace(string source, string expected)
    {
        var text = new string('ü', 70_000);

        var rendered = Template.Parse(source, "t").Render(Context with { Variables = new Dictionary<string, Value> { ["t"] = Value.From(text) } });

        Assert.Equal(expected.Replace("T", text, StringComparison.Ordinal), rendered);
    }

    [Theory]
    [InlineData("MaxSteps", "{% for x in range(100) %}{% endfor %}")]
    [InlineData("MaxDepth", "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}")]
    [InlineData("MaxOutputLength", "{{ 'a' * 150 }}")]
    [InlineData("MaxStringLength", "{% set n = 120 %}{{ ('a' * n)|length }}")]
    [InlineData("MaxIntegerBits", "{% set n = 100 %}{{ 2 ** n }}")]
    public void Render_WhenALimitIsReached_RaisesAndTheNextLargerLimitDoesNot(string limit, string source)
    {
        var template = Template.Parse(source, "t");
        TemplateLimits With(int value) => limit switch
        {
            "MaxSteps" => new() { MaxSteps = value },
            "MaxDepth" => new() { MaxDepth = value },
            "MaxOutputLength" => new() { MaxOutputLength = value },
            "MaxStringLength" => new() { MaxStringLength = value },
            _ => new() { MaxIntegerBits = value },
        };

        var exception = Assert.Throws<TemplateException>(() => template.Render(Context with { Limits = With(50) }));
        Assert.Equal(TemplateErrorKind.Limit, exception.Kind);
        if (limit != "MaxDepth")
        {
            Assert.NotEmpty(template.Render(Context with { Limits = With(1000) }) + " ");
        }
    }

    [Fact]
    public void Parse_OfAConstant_EvaluatesItUnderItsOwnLimitsOrLeavesItToTheRender()
    {
        const string source = "{{ ('a' * 1000)|length }}";
        var context = Context with { Limits = new() { MaxStringLength = 50 } };

        Assert.Equal("1000", Template.Parse(source, "t").Render(context));
        var unfolded = Template.Parse(source, "t", new() { MaxSteps = 3 });
        Assert.Equal(TemplateErrorKind.Limit, Assert.Throws<TemplateException>(() => unfolded.Render(context)).Kind);
        Assert.Equal("1000", unfolded.Render(Context));
    }

    [Fact]
    public void Parse_WhenTheSourceIsTooLong_Raises() => Assert.Equal(
        TemplateErrorKind.Limit,
        Assert.Throws<TemplateException>(() => Template.Parse("abc", "t", new TemplateLimits { MaxSourceLength = 2 })).Kind);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("1e3", "1000.0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1e400", "inf")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("{\"b\": 1, \"a\": [null, true], \"b\": 2}", "{'b': 2, 'a': [None, True]}")]
    public void FromJson_OfNumbersAndObjects_PrintsLikePythonsJsonLoads(string json, string expected) => Assert.Equal(expected, Template
        .Parse("{{ x }}", "t")
        .Render(Context with { Variables = new Dictionary<string, Value> { ["x"] = Value.FromJson(JsonElement.Parse(json)) } }));

    /// <summary>Each was once an overflow of ours. Python: "int too large to convert to float" and limits that it has not.</summary>
    [Theory]
    [InlineData("{{ 2 ** 5000 * 1.5 }}", TemplateErrorKind.Arithmetic)]
    [InlineData("{{ -(2 ** 5000) * 1.5 }}", TemplateErrorKind.Arithmetic)]
    [InlineData("{{ 'a'.center(9223372036854775807) }}", TemplateErrorKind.Limit)]
    [InlineData("{{ [1]|slice(9223372036854775808)|list }}", TemplateErrorKind.Limit)]
    public void Render_OfNumbersBeyondAnyMachineType_Raises(string source, TemplateErrorKind kind) => Assert.Equal(
        kind, Assert.Throws<TemplateException>(() => Template.Parse(source, "t").Render(Context)).Kind);

    [Theory]
    [InlineData("{{ 'ab'.center(-9223372036854775808) }}")]
    [InlineData("{{ 'ab'.ljust(-9223372036854775808) }}")]
    [InlineData("{{ 'ab'.rjust(-2147483647) }}")]
    [InlineData("{{ 'ab'.zfill(-2147483648) }}")]
    public void Render_OfPaddingToANegativeWidth_LeavesTheText(string source) => Assert.Equal("ab", Template.Parse(source, "t").Render(Context));

    [Fact]
    public void FromJson_WhenAStringHoldsALoneSurrogate_Throws() =>
        Assert.Throws<ArgumentException>(() => Value.FromJson(JsonElement.Parse("\"\\ud800\"")));
}
