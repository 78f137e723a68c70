using Tito.Core.Sessions.Inspection;

namespace Tito.Server.Inspector;

/// <summary>How two turns in one place differ.</summary>
/// <param name="html">Takes the section.</param>
/// <param name="links">Where links lead.</param>
internal sealed class DifferenceSection(HtmlWriter html, InspectorLinks links)
{
    /// <summary>How much is shown of what both say, at each end of it, in characters.</summary>
    private const int Around = 160;

    /// <summary>Writes the section.</summary>
    public void Write(SiblingDifference difference)
    {
        var (turn, other) = (difference.Turn.Sequence, difference.Other.Sequence);
        html.Write($"<section class=\"difference\" id=\"difference\" tabindex=\"-1\" aria-labelledby=\"difference-name\">\n");
        html.Write($"<div class=\"name\"><h3 id=\"difference-name\">Turn {turn} against turn {other}</h3> ");
        html.Write($"<p class=\"counts\"><a href=\"{links.Undivided(difference.Turn)}\">Close</a></p></div>\n<p class=\"forks\">");
        if (difference.Runs.All(run => run.Side == DifferenceSide.Both))
        {
            html.Write($"Their tokens are the same.");
        }
        else
        {
            html.Write($"They part at token {difference.PartAt:N0}: ");
            html.Write($"<del>{Count(difference, DifferenceSide.First):N0} of turn {other} alone</del>, ");
            html.Write($"<ins>{Count(difference, DifferenceSide.Second):N0} of turn {turn} alone</ins>.");
        }

        html.Write($"</p>\n<div class=\"compared\">");
        foreach (var run in difference.Runs)
        {
            Write(run);
        }

        html.Write($"</div>\n</section>\n");
    }

    private static int Count(SiblingDifference difference, DifferenceSide side) =>
        difference.Runs.Where(run => run.Side == side).Sum(run => run.Ids.Length);

    private void Write(DifferenceRun run)
    {
        switch (run.Side)
        {
            case DifferenceSide.First:
                html.Write($"<del>");
                html.WriteVisible(run.Text);
                html.Write($"</del>");
                break;
            case DifferenceSide.Second:
                html.Write($"<ins>");
                html.WriteVisible(run.Text);
                html.Write($"</ins>");
                break;
            default:
                WriteShared(run);
                break;
        }
    }

    private void WriteShared(DifferenceRun run)
    {
        html.Write($"<span>");
        if (run.Text.Length <= 3 * Around)
        {
            html.WriteVisible(run.Text);
        }
        else
        {
            html.WriteVisible(run.Text.AsSpan(0, Around));
            html.Write($"<i class=\"cut\"> … {run.Ids.Length:N0} tokens in both … </i>");
            html.WriteVisible(run.Text.AsSpan(run.Text.Length - Around));
        }

        html.Write($"</span>");
    }
}
