namespace Tito.Server.Inspector;

/// <summary>The page's one style and one script, and the policy under which nothing else runs or loads.</summary>
internal static class PageAssets
{
    /// <summary>How the page looks.</summary>
    public static PageAsset Style { get; } = PageAsset.Read("inspector.css");

    /// <summary>Walking with the arrow keys, and the line that says which token it is.</summary>
    public static PageAsset Script { get; } = PageAsset.Read("inspector.js");

    /// <summary>The header's value. Images are allowed as data alone, for the empty icon that keeps browsers from asking for one.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src {Style.Source}; script-src {Script.Source}; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
