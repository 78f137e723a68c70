using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tito.Tests.Browser.Inspector;

/// <summary>An open page with all that it asked for and complained about.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => _complaints.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) => _requests.Enqueue(request.Url);
    }

    public IPage Page { get; }

    /// <summary>What the page wrote to the console, and errors that nothing caught.</summary>
    public IEnumerable<string> Complaints => _complaints;

    /// <summary>Every address that was asked for.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>The id of the element that has the focus.</summary>
    public Task<string> FocusAsync() => Page.EvaluateAsync<string>("document.activeElement.id");

    /// <summary>The line that tells the token under the focus or the pointer.</summary>
    public async Task<string> LineAsync() => await Page.Locator("#token").TextContentAsync() ?? "";

    public static async Task<OpenPage> OpenAsync(Chromium chromium, Uri root, string pathAndQuery, BrowserNewContextOptions? options = null)
    {
        var context = await chromium.ContextAsync(options ?? new());
        var opened = new OpenPage(context, await context.NewPageAsync());
        await opened.Page.GotoAsync(new Uri(root, pathAndQuery).AbsoluteUri);
        return opened;
    }

    /// <summary>Opens the inspector of a session.</summary>
    public static Task<OpenPage> InspectAsync(Chromium chromium, InspectedSessions sessions, string session, BrowserNewContextOptions? options = null) =>
        OpenAsync(chromium, sessions.Root, $"sessions/{session}/view", options);

    /// <summary>Clicks the link in a part of the page whose text begins so.</summary>
    public Task ClickAsync(string partId, string text) =>
        Page.Locator($"[aria-labelledby={partId}] a").Filter(new() { HasTextRegex = new Regex($"^{Regex.Escape(text)}\\b") }).ClickAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
