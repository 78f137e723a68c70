using Tito.Server.Inspector;

namespace Tito.Server.Landing;

/// <summary>The page's one style and one script, and the policy under which nothing else runs or loads.</summary>
internal static class LandingAssets
{
    /// <summary>How the page looks.</summary>
    public static PageAsset Style { get; } = PageAsset.Read("landing.css");

    /// <summary>Asks this server for its sessions.</summary>
    public static PageAsset Script { get; } = PageAsset.Read("landing.js");

    /// <summary>
    /// The header's value. The inspector's own style and script are allowed as well: a page that was fetched with a key and is shown from
    /// memory is under the policy of the page that fetched it.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src {Style.Source} {PageAssets.Style.Source}; script-src {Script.Source} {PageAssets.Script.Source}; "
        + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
