using Tito.Core.Sessions.Inspection;

namespace Tito.Server.Inspector;

/// <summary>The whole page: everything can be read and followed without its script.</summary>
/// <param name="html">Takes the page.</param>
/// <param name="inspection">What there is to see.</param>
/// <param name="links">Where links lead.</param>
internal sealed class InspectorPage(HtmlWriter html, SessionInspection inspection, InspectorLinks links)
{
    /// <summary>Whether a turn is with the engine: the page then asks its server what became of it.</summary>
    public bool IsLive => !inspection.Status.Pending.IsEmpty;

    /// <summary>Writes the document from its doctype to its end.</summary>
    public void Write()
    {
        html.Write($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Write($"<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Write($"<title>Session {inspection.Session.Head.SessionId}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>");
        html.WriteAsset(PageAssets.Style);
        html.Write($"</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#buffer\">Skip to the tokens</a>\n");
        new SessionFacts(html, inspection, links).Write();
        html.Write($"<div class=\"columns\">\n<div class=\"side\" id=\"side\">\n");
        new TurnList(html, inspection, links).Write();
        new BranchList(html, inspection, links).Write();
        new MismatchList(html, inspection, links).Write();
        html.Write($"</div>\n");
        WriteBuffer();
        html.Write($"</div>\n<p id=\"token\" role=\"status\" hidden></p>\n");
        KeyTable.Write(html);
        html.Write($"<script>");
        html.WriteAsset(PageAssets.Script);
        html.Write($"</script>\n</body>\n</html>\n");
    }

    private void WriteBuffer()
    {
        html.Write($"<main id=\"buffer\" tabindex=\"-1\" data-length=\"{TokenPage.Length}\" ");
        html.Write($"data-live=\"{(IsLive ? "true" : "false")}\" ");
        html.Write($"data-turn=\"{(inspection.Path.IsEmpty ? -1 : inspection.Path[^1].Turn.Sequence)}\">\n");
        TokenBar.Write(html);
        WritePages();
        if (inspection.Difference is { } difference)
        {
            new DifferenceSection(html, links).Write(difference);
        }

        if (inspection.Path.IsEmpty)
        {
            html.Write($"<p class=\"empty\">The session has no turn yet.</p>\n");
        }

        var section = new TurnSection(html, inspection, links);
        foreach (var turn in inspection.Path)
        {
            section.Write(turn);
        }

        html.Write($"</main>\n");
    }

    private void WritePages()
    {
        if (inspection.Page.Count == 1)
        {
            return;
        }

        html.Write($"<nav class=\"pages\" aria-label=\"Pages of tokens\"><p>Of {inspection.TokenCount:N0} tokens, ");
        html.Write($"{TokenPage.Length:N0} at a time are shown one by one; the others are text. Start at token:</p>\n<ol>\n");
        for (var page = 0; page < inspection.Page.Count; page++)
        {
            var current = page == inspection.Page.Index ? "page" : "false";
            html.Write($"<li><a href=\"{links.Page(page)}\" aria-current=\"{current}\">{page * TokenPage.Length:N0}</a></li>\n");
        }

        html.Write($"</ol></nav>\n");
    }
}
