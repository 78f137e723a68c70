using System.Text;
using System.Xml.Linq;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Items;
using Tito.Replay.Reports;

namespace Tito.Tests.Unit.Replay;

public sealed class ReportTests
{
    private static readonly ReplaySummary Summary = new(
        [
            new() { Item = new ReplayItem.File("a", "a.json"), Family = "qwen3", Kind = "chat", Turns = 2, Duration = TimeSpan.FromMilliseconds(1500) },
            new()
            {
                Item = new ReplayItem.File("b", "b.json"),
                Kind = "chat",
                Difference = new(1, ScenarioPlace.Message, "expected \"\u0001</script>\", found \"\uFFFF\"."),
                Cause = "The face & its parser.",
            },
            new() { Item = new ReplayItem.File("c", "c.json"), Family = "qwen3", NotExpected = ["turn 0"] },
        ],
        4, TimeSpan.FromSeconds(2));

    [Fact]
    public void JUnit_OfAnyText_IsXmlWithASuiteForEachFamily()
    {
        var suites = XDocument.Parse(JUnitReport.Write(Summary)).Root!;

        Assert.Equal(("3", "1", "2.000"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Attribute("time")!.Value));
        Assert.Equal(["qwen3", "files"], suites.Elements().Select(suite => suite.Attribute("name")!.Value));
        var failure = Assert.Single(suites.Descendants("failure"));
        Assert.Equal(("message", "step 1, message: expected \"\uFFFD</script>\", found \"\uFFFD\"."), (failure.Attribute("type")!.Value, failure.Attribute("message")!.Value));
        Assert.Equal("not expected: turn 0", Assert.Single(suites.Descendants("system-out")).Value);
    }

    [Fact]
    public void Html_OfAnyText_EndsNoScriptEarly()
    {
        var page = Encoding.UTF8.GetString(HtmlReport.Write(Summary));

        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.Contains("\\u003C/script\\u003E", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/*DATA*/", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfAResult_IsOneLine() => Assert.Equal(
        """{"name":"c","file":"c.json","family":"qwen3","kind":"","ok":true,"turns":0,"tokens":0,"ms":0,"not_expected":["turn 0"]}""",
        ResultJson.Line(Summary.Results[2]));
}
