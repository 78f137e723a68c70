namespace Tito.Server.Inspector;

/// <summary>The page's one style and one script, and the policy under which nothing else runs or loads.</summary>
internal static class PageAssets
{
    /// <summary>How the page looks.</summary>
    public static PageAsset Style { get; } = PageAsset.Read("inspector.css", "controls.css");

    /// <summary>Everything that moves: what the parts share comes first, and what starts them last.</summary>
    public static PageAsset Script { get; } = PageAsset.Read(
        "page.js", "folds.js", "walk.js", "turns.js", "search.js", "mismatches.js", "copies.js", "live.js", "start.js");

    /// <summary>The header's value. Images are allowed as data alone, for the empty icon that keeps browsers from asking for one.</summary>
    /// <param name="isLive">Whether the page may ask its own server again.</param>
    public static string ContentSecurityPolicy(bool isLive) =>
        $"default-src 'none'; style-src {Style.Source}; script-src {Script.Source}; img-src data:; {(isLive ? "connect-src 'self'; " : "")}"
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
