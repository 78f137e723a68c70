using System.Collections.Immutable;
using Microsoft.Playwright;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Items;
using Tito.Replay.Reports;
using Tito.Replay.Runs;
using Tito.Tests.Browser.Inspector;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Reports;

/// <summary>The report of a replay in a browser, from a file: what a person finds in twenty thousand rows.</summary>
public sealed class ReportTests(Chromium chromium) : IDisposable
{
    private const int Count = 20_763;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Report_OfManyRows_ShowsTheFailuresFirstAndFewElements()
    {
        await using var page = await OpenAsync();

        await Assertions.Expect(page.Page.Locator("#verdict")).ToHaveTextAsync("red");
        await Assertions.Expect(page.Page.Locator("#counts")).ToContainTextAsync("20,760 passed, 3 failed");
        await Assertions.Expect(page.Page.Locator(".row")).ToHaveCountAsync(3);

        await page.Page.Locator("#reset").ClickAsync();

        await Assertions.Expect(page.Page.Locator("#shown")).ToHaveTextAsync("20,763 of 20,763 shown");
        Assert.InRange(await page.Page.Locator(".row").CountAsync(), 5, 200);
        Assert.Empty(page.Complaints);
        Assert.All(page.Requests, address => Assert.StartsWith("file:", address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_ByNameFamilyKindAndResult_Narrow()
    {
        await using var page = await OpenAsync();
        await page.Page.Locator("#reset").ClickAsync();

        await page.Page.Locator("#text").FillAsync("QWEN3/CHAT/7");
        await Assertions.Expect(page.Page.Locator(".row").First).ToContainTextAsync("qwen3/chat/7");
        await page.Page.Locator("#text").FillAsync("");
        await page.Page.Locator("#families button", new() { HasText = "glm47" }).ClickAsync();
        await page.Page.Locator("#kinds button", new() { HasText = "tools-parallel" }).ClickAsync();
        await page.Page.Locator("#result").SelectOptionAsync("failed");

        await Assertions.Expect(page.Page.Locator(".row")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.Locator(".row .name")).ToHaveTextAsync("glm47/tools-parallel/3");
        await page.Page.Locator("#families button[aria-pressed=true]").ClickAsync();
        await page.Page.Locator("#result").SelectOptionAsync("");
        await Assertions.Expect(page.Page.Locator("#shown")).Not.ToHaveTextAsync("1 of 20,763 shown");
    }

    [Fact]
    public async Task Failure_WhenItIsChosen_ShowsBothSequencesAndTheirPlace()
    {
        await using var page = await OpenAsync();

        await page.Page.Locator(".row", new() { HasText = "glm47/tools-parallel/3" }).ClickAsync();

        var detail = page.Page.Locator("#detail");
        await Assertions.Expect(detail.Locator(".cause")).ToContainTextAsync("The template");
        await Assertions.Expect(detail).ToContainTextAsync("messages[2] (tool)");
        await Assertions.Expect(detail).ToContainTextAsync("glm47.jinja:31: {{ message.content }}");
        await Assertions.Expect(detail.Locator(".chip.differs")).ToHaveCountAsync(2);
        await Assertions.Expect(detail.Locator("tbody tr").Nth(0).Locator(".differs")).ToHaveTextAsync("␣rain102");
        await Assertions.Expect(detail.Locator("tbody tr").Nth(1).Locator(".differs")).ToHaveTextAsync("⏎103");
        await Assertions.Expect(detail.Locator("#found-text")).ToHaveTextAsync("It \n<b>");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Keyboard_WalksTheRowsToTheLast()
    {
        await using var page = await OpenAsync();
        await page.Page.Locator("#reset").ClickAsync();
        await page.Page.Locator("#list").FocusAsync();

        await page.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Page.Locator(".row[aria-selected=true]")).ToHaveAttributeAsync("aria-posinset", "1");
        await page.Page.Keyboard.PressAsync("End");

        var last = page.Page.Locator(".row[aria-selected=true]");
        await Assertions.Expect(last).ToHaveAttributeAsync("aria-posinset", "20763");
        await Assertions.Expect(last).ToBeInViewportAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("detail", await page.FocusAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Colours_OfBothSchemes_CanBeRead(ColorScheme scheme)
    {
        await using var page = await OpenAsync(new() { ColorScheme = scheme });
        var (back, text) = (await ColourAsync(page, "background-color"), await ColourAsync(page, "color"));

        Assert.True(scheme == ColorScheme.Dark ? back < 60 && text > 200 : back > 240 && text < 60, $"{back} behind {text}");
    }

    /// <summary>Takes the picture of the documentation: <c>./build.sh screenshot</c>.</summary>
    [Fact(Explicit = true)]
    [Trait("Suite", "screenshot")]
    public async Task Report_OfAFailure_IsPhotographed()
    {
        await using var page = await OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 820 } });
        await page.Page.Locator(".row", new() { HasText = "glm47/tools-parallel/3" }).ClickAsync();

        var picture = await page.Page.ScreenshotAsync(new() { Path = Repository.PathTo("docs", "replay-report.png") });

        Assert.NotEmpty(picture);
    }

    private static Task<int> ColourAsync(OpenPage page, string property) => page.Page.EvaluateAsync<int>(
        $"Math.round(getComputedStyle(document.body).getPropertyValue('{property}').match(/\\d+/g).slice(0, 3).reduce((sum, one) => sum + +one, 0) / 3)");

    private async Task<OpenPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var file = _folder.File("report.html");
        await File.WriteAllBytesAsync(
            file, HtmlReport.Write(new(Results(), Count, TimeSpan.FromSeconds(104.5))), TestContext.Current.CancellationToken);
        return await OpenPage.OpenAsync(chromium, new(file), "", options);
    }

    private static ImmutableArray<ReplayResult> Results()
    {
        string[] families = ["deepseekv4", "glm47", "kimi25", "qwen3"];
        string[] kinds = ["chat", "restart", "tools-parallel"];
        return [.. Enumerable.Range(0, Count).Select(index => Result(families[index % 4], kinds[index / 4 % 3], index / 12))];
    }

    private static ReplayResult Result(string family, string kind, int number)
    {
        var name = $"{family}/{kind}/{number}";
        var result = new ReplayResult
        {
            Item = new ReplayItem.Seeded(name, "manifest.tsv", (ulong)number, family, kind, ""),
            Family = family,
            Kind = kind,
            Turns = 1 + (number % 4),
            Tokens = 100 + number,
            Duration = TimeSpan.FromMilliseconds(1.5),
        };
        return name switch
        {
            "glm47/tools-parallel/3" => result with
            {
                Difference = new(1, ScenarioPlace.Token, "token 4: expected 102 \" rain\", found 103 \"\\n\".")
                {
                    Index = 4,
                    Turn = 1,
                    Tokens = new(
                        98, 99,
                        [new(101, "It", "environment"), new(102, " rain", "environment"), new(104, "<b>", "model")],
                        [new(101, "It ", "environment"), new(103, "\n", "environment"), new(104, "<b>", "model")])
                    {
                        Message = "messages[2] (tool)",
                        TemplateLine = "glm47.jinja:31: {{ message.content }}",
                    },
                },
                Cause = "The template, or a message that it renders.",
            },
            "qwen3/chat/700" or "kimi25/restart/9" => result with
            {
                Difference = new(-1, ScenarioPlace.Digest, "expected </script>, found another."),
            },
            _ => result,
        };
    }
}
