using Microsoft.Playwright;

namespace Tito.Tests.Browser.Inspector;

/// <summary>One headless Chromium for all tests: the one of TITO_CHROMIUM, or Debian's.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>How long a test waits for the page, in milliseconds: a busy machine is slow, and only a failing test waits so long.</summary>
    private const float Patience = 30_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string Path => Environment.GetEnvironmentVariable("TITO_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Path))
        {
            _playwright = await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(Patience);
            // Chromium's sandbox refuses to run as root, as in a container; the pages are the tests' own. Names that nobody has are this machine's.
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = ["--no-sandbox", "--host-resolver-rules=MAP *.example 127.0.0.1"] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>A fresh profile. Without a browser the test is skipped, but fails where CI=true.</summary>
    internal async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions options)
    {
        if (_browser is null)
        {
            var missing = $"There is no Chromium at {Path}: install Debian's package chromium, or set TITO_CHROMIUM to its path.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", missing);
            Assert.Fail(missing);
        }

        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }
}
