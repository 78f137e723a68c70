using Microsoft.Playwright;

namespace Tito.Tests.Browser.Inspector;

/// <summary>The lists and the tokens keep together, on wide screens and on narrow ones.</summary>
public sealed class FollowTests(Chromium chromium, InspectedSessions sessions, AgentSession agent)
{
    [Fact]
    public async Task List_WhenThePageIsScrolled_MarksAndShowsTheTurnOnTheScreen()
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View);
        await page.ClickAsync("turns", "Turn 3");
        await page.Page.Mouse.MoveAsync(900, 500);
        var distance = await page.Page.EvaluateAsync<float>("document.getElementById('turn-30').getBoundingClientRect().top - 150");

        await page.Page.Mouse.WheelAsync(0, distance);

        var marked = page.Page.Locator("[aria-labelledby=turns] a[aria-current=location]");
        await Assertions.Expect(marked).ToContainTextAsync("Turn 30");
        await Assertions.Expect(marked).ToHaveCountAsync(1);
        await Assertions.Expect(marked).ToBeInViewportAsync();
        await Assertions.Expect(page.Page.Locator("#turn-30 .name")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task NarrowScreen_BeginsWithTokens_AndLeadsToTheLists()
    {
        await using var page = await OpenPage.OpenAsync(chromium, agent.Root, agent.View, new() { ViewportSize = new() { Width = 420, Height = 900 } });

        Assert.InRange(await page.Page.Locator("#t0").EvaluateAsync<float>("one => one.getBoundingClientRect().top"), 1, 899);
        Assert.Equal(420, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.Page.Locator(".lists").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#turns")).ToBeInViewportAsync();
    }

    /// <summary>The state of a session without turns is a badge as any other, not as tall as the notice that it shared a class with.</summary>
    [Fact]
    public async Task Badge_OfAnEmptySession_IsAsTallAsTheOthers()
    {
        using var client = agent.Client();
        await using var empty = await OpenPage.OpenAsync(chromium, agent.Root, $"sessions/{await client.OpenAsync()}/view");
        await using var full = await OpenPage.InspectAsync(chromium, sessions, sessions.Linear);

        Assert.Equal("empty", await empty.Page.Locator(".state").TextContentAsync());
        Assert.Equal(await HeightAsync(full), await HeightAsync(empty));
        Assert.InRange(await HeightAsync(empty), 10, 30);
        Assert.Empty(empty.Complaints);
    }

    private static Task<float> HeightAsync(OpenPage page) => page.Page.Locator(".state").EvaluateAsync<float>("one => one.getBoundingClientRect().height");
}
