using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Tests.Unit.Jinja;

/// <summary>The expected texts are Python's own: <c>json.dumps(json.loads(text))</c>, or null where it raises.</summary>
public sealed class PythonJsonTests
{
    [Theory]
    [InlineData("{\"a\": NaN}", "{\"a\": NaN}")]
    [InlineData("[NaN, Infinity, -Infinity]", "[NaN, Infinity, -Infinity]")]
    [InlineData("  {\"a\" : 1 , \"b\" : [ ] }  ", "{\"a\": 1, \"b\": []}")]
    [InlineData("{\"a\":1,\"a\":2}", "{\"a\": 2}")]
    [InlineData("1e5", "100000.0")]
    [InlineData("-0", "0")]
    [InlineData("0.10", "0.1")]
    [InlineData("1E+2", "100.0")]
    [InlineData("01", null)]
    [InlineData("1.", null)]
    [InlineData("-", null)]
    [InlineData("[1,]", null)]
    [InlineData("{\"a\":1,}", null)]
    [InlineData("{a:1}", null)]
    [InlineData("\"\\ud83d\\ude00\"", "\"\\ud83d\\ude00\"")]
    [InlineData("\"\\u00e9\\/\\b\"", "\"\\u00e9/\\b\"")]
    [InlineData("\"\\x\"", null)]
    [InlineData("\"\\u12\"", null)]
    [InlineData("\"a\u0009b\"", null)]
    [InlineData("nul", null)]
    [InlineData("nulls", null)]
    [InlineData("true false", null)]
    [InlineData("", null)]
    [InlineData("{\"a\":\"\\ud800\"}", "{\"a\": \"\\ud800\"}")]
    [InlineData("-I", null)]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("Infinit", null)]
    [InlineData("1e400", "Infinity")]
    [InlineData("-1e400", "-Infinity")]
    [InlineData("\ufeff1", null)]
    [InlineData("1\u00a0", null)]
    [InlineData("[\"\u00e9\"]", "[\"\\u00e9\"]")]
    [InlineData("\"a", null)]
    [InlineData("[", null)]
    [InlineData("]", null)]
    [InlineData("{\"a\"}", null)]
    [InlineData("{\"a\":}", null)]
    [InlineData("1.5e", null)]
    [InlineData("1e+", null)]
    [InlineData("+1", null)]
    [InlineData(".5", null)]
    [InlineData("1_0", null)]
    [InlineData("0x1", null)]
    [InlineData("\"\\uD83D\\u0041\"", "\"\\ud83dA\"")]
    public void TryLoads_ReadsWhatPythonReads(string text, string? expected) =>
        Assert.Equal(expected, Value.TryLoads(text) is { } value ? Print("{{ x | tojson(ensure_ascii=true) }}", value) : null);

    /// <summary>Python's own ends near 1,000 levels, by what is on its stack.</summary>
    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(500)]
    [InlineData(960)]
    public void TryLoads_OfDeepValues_GivesWhatPrintsAsTheText(int depth)
    {
        var text = new string('[', depth) + new string(']', depth);

        Assert.Equal(text, Print("{{ x | tojson }}", Value.TryLoads(text)!));
        Assert.Equal(text, Print("{{ x }}", Value.TryLoads(text)!));
    }

    [Fact]
    public void TryLoads_OfValuesDeeperThanPythonsStack_IsNull() =>
        Assert.Null(Value.TryLoads(new string('[', 961) + new string(']', 961)));

    private static string Print(string template, Value value) => Template.Parse(template, "t").Render(new TemplateContext
    {
        Variables = new Dictionary<string, Value> { ["x"] = value },
        Now = DateTimeOffset.UnixEpoch,
    });
}
