using System.Globalization;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>Where the page's links lead: to a place in it, or to the same page of another turn or other tokens.</summary>
/// <param name="inspection">What the page shows.</param>
/// <param name="functionKey">
/// The key that the Functions host takes from the query, so that a link is let through as the page was; null without one.
/// </param>
internal sealed class InspectorLinks(SessionInspection inspection, string? functionKey)
{
    private readonly string _key = string.IsNullOrEmpty(functionKey) ? "" : $"&code={Uri.EscapeDataString(functionKey)}";

    /// <summary>A turn of the shown conversation.</summary>
    public string Turn(Turn turn) => Place(turn.Prefix.Count, Anchor(turn));

    /// <summary>A token of the shown conversation, by its index; after the last one the end.</summary>
    public string Token(int tokenIndex) => Place(tokenIndex, string.Create(CultureInfo.InvariantCulture, $"#t{tokenIndex}"));

    /// <summary>Another page of the conversation's tokens.</summary>
    public string Page(int page) => Query(inspection.Path[^1].Turn.Sequence, page, "#buffer");

    /// <summary>A turn in the conversation that goes on from it to the leaf that was committed last.</summary>
    public string Branch(Turn turn)
    {
        var leaf = inspection.Tree.LeafBelow(turn);
        return Query(leaf.Sequence, TokenPage.Of(turn.Prefix.Count, leaf.Tokens.Count), Anchor(turn));
    }

    /// <summary>The shown conversation with another turn held against the one in its place.</summary>
    public string Difference(Turn other) => Query(
        inspection.Path[^1].Turn.Sequence,
        inspection.Page.Index,
        string.Create(CultureInfo.InvariantCulture, $"&against={other.Sequence}#difference"));

    /// <summary>The shown conversation at a turn, with nothing held against it.</summary>
    public string Undivided(Turn turn) => Query(inspection.Path[^1].Turn.Sequence, inspection.Page.Index, Anchor(turn));

    /// <summary>Another view of the session, as <c>proof</c>.</summary>
    public string Sibling(string relative) => _key.Length == 0 ? relative : $"{relative}?{_key[1..]}";

    private static string Anchor(Turn turn) => string.Create(CultureInfo.InvariantCulture, $"#turn-{turn.Sequence}");

    private string Place(int tokenIndex, string fragment) =>
        TokenPage.Of(tokenIndex, inspection.TokenCount) is var page && page == inspection.Page.Index
            ? fragment
            : Query(inspection.Path[^1].Turn.Sequence, page, fragment);

    private string Query(int turn, int page, string fragment) =>
        string.Create(CultureInfo.InvariantCulture, $"?turn={turn}&page={page}{_key}{fragment}");
}
