using System.Text.Json;
using Microsoft.Playwright;

namespace Tito.Tests.Browser.Inspector;

public sealed class CopyTests(Chromium chromium, AgentSession agent)
{
    [Fact]
    public async Task Ids_AreTheConversationsTheTurnsAndTheTokens()
    {
        using var client = agent.Client();
        var expected = (await client.ViewAsync(agent.Id)).Metadata.GetProperty("accumulated_token_ids").EnumerateArray().Select(id => id.GetInt32()).ToList();
        await using var page = await OpenAsync();

        await page.Page.Locator("#copy-all").ClickAsync();
        await Assertions.Expect(page.Page.Locator("#token")).ToHaveTextAsync($"Copied: {expected.Count} ids of the conversation.");
        Assert.Equal(expected, await CopiedAsync(page));

        var turns = new List<int>();
        foreach (var button in await page.Page.Locator(".copy[value=turn]").AllAsync())
        {
            await button.ClickAsync();
            turns.AddRange(await CopiedAsync(page));
        }

        Assert.Equal(expected, turns);
        await page.Page.Locator("#t17").FocusAsync();
        await page.Page.Keyboard.PressAsync("c");
        Assert.Equal([expected[17]], await CopiedAsync(page));
    }

    [Fact]
    public async Task SampledIds_AreTheLastOfTheConversation()
    {
        using var client = agent.Client();
        var expected = (await client.ViewAsync(agent.Id)).Metadata.GetProperty("accumulated_token_ids").EnumerateArray().Select(id => id.GetInt32()).ToList();
        await using var page = await OpenAsync();

        await page.Page.Locator(".copy[value=sampled]").Last.ClickAsync();

        var copied = await CopiedAsync(page);
        Assert.InRange(copied.Count, 10, 40);
        Assert.Equal(expected[^copied.Count..], copied);
    }

    private Task<OpenPage> OpenAsync() => OpenPage.OpenAsync(
        chromium, agent.Root, agent.View, new() { Permissions = ["clipboard-read", "clipboard-write"] });

    private static async Task<List<int>> CopiedAsync(OpenPage page) =>
        JsonSerializer.Deserialize<List<int>>(await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"))!;
}
