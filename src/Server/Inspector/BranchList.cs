using Tito.Core.Messages;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>The conversations of the session, one for each turn that no other continues.</summary>
/// <param name="html">Takes the list.</param>
/// <param name="inspection">What there is to see.</param>
/// <param name="links">Where links lead.</param>
internal sealed class BranchList(HtmlWriter html, SessionInspection inspection, InspectorLinks links)
{
    /// <summary>Writes the list, where there is more than one.</summary>
    public void Write()
    {
        if (inspection.Tree.Branches.Length < 2)
        {
            return;
        }

        var kinds = SessionRoots.Of(inspection.Session.Trajectory).ToDictionary(root => root.Turn, root => root.Kind);
        var isLinear = inspection.Session.Head.Settings.Policy == SessionPolicy.Linear;
        html.Write($"<nav aria-labelledby=\"branches\">\n<h2 id=\"branches\">Branches</h2>\n<ol class=\"walk\">\n");
        foreach (var (leaf, turnCount, fork) in inspection.Tree.Branches)
        {
            var current = fork == leaf ? "page" : "false";
            var isActive = leaf == inspection.Session.Trajectory.Active;
            var state = isActive ? "latest" : isLinear ? "left behind" : "";
            html.Write($"<li><a href=\"{links.Branch(leaf)}\" aria-current=\"{current}\"><b>To turn {leaf.Sequence}</b> ");
            html.Write($"<span>{state}</span> ");
            if (kinds[leaf.Root] is { } kind)
            {
                html.Write($"<span class=\"kind\">{WireName.Of(kind)}</span> ");
            }

            html.Write($"<small>{turnCount:N0} {(turnCount == 1 ? "turn" : "turns")}, {Parting(leaf, fork)}</small></a></li>\n");
        }

        html.Write($"</ol>\n</nav>\n");
    }

    private string Parting(Turn leaf, Turn? fork) => fork switch
    {
        null => "parts at the root",
        _ when fork == leaf => "shown here",
        _ when fork == inspection.Path[^1].Turn => "goes on from here",
        _ => $"parts after turn {fork.Sequence}",
    };
}
