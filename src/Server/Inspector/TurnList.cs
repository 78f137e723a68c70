using Tito.Core.Sessions.Inspection;

namespace Tito.Server.Inspector;

/// <summary>The turns of the shown conversation, to walk.</summary>
/// <param name="html">Takes the list.</param>
/// <param name="inspection">What there is to see.</param>
/// <param name="links">Where links lead.</param>
internal sealed class TurnList(HtmlWriter html, SessionInspection inspection, InspectorLinks links)
{
    /// <summary>Writes the section, with a link to each turn.</summary>
    public void Write()
    {
        html.Write($"<nav aria-labelledby=\"turns\">\n<h2 id=\"turns\">Turns</h2>\n<ol class=\"walk\">\n");
        var annotations = inspection.Session.Annotations();
        foreach (var (turn, _) in inspection.Path)
        {
            var reward = annotations.GetValueOrDefault(turn.Sequence)?.Reward;
            var (given, sampled) = (turn.Prompt.Count - turn.Prefix.Count, turn.Content.Completion.Ids.Length);
            html.Write($"<li><a href=\"{links.Turn(turn)}\"><b>Turn {turn.Sequence}</b> ");
            html.Write($"<span class=\"{TurnWords.Class(turn, inspection.Ends)}\">{TurnWords.End(turn, inspection.Ends)}</span> ");
            html.Write($"<small>{given:N0} given, {sampled:N0} sampled");
            if (reward is { } earned)
            {
                html.Write($", reward {SaidFacts.Reward(earned)}");
            }

            html.Write($"</small></a></li>\n");
        }

        html.Write($"</ol>\n</nav>\n");
    }
}
