using System.Globalization;
using Tito.Core.Messages;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>The head of the page: which session it is, and what keeps it from being complete.</summary>
/// <param name="html">Takes the section.</param>
/// <param name="inspection">What there is to see.</param>
/// <param name="links">Where links lead.</param>
internal sealed class SessionFacts(HtmlWriter html, SessionInspection inspection, InspectorLinks links)
{
    /// <summary>Writes the header: name, digests and status.</summary>
    public void Write()
    {
        var (head, trajectory) = (inspection.Session.Head, inspection.Session.Trajectory);
        var state = WireName.Of(inspection.Status.State);
        html.Write($"<header>\n<div class=\"title\"><h1>Session <code>{head.SessionId}</code></h1> ");
        html.Write($"<p class=\"state {state}\">{state}</p>\n");
        html.Write($"<p class=\"raw\"><a href=\"{links.Sibling($"../{head.SessionId}")}\">JSON</a> ");
        html.Write($"<a href=\"{links.Sibling("proof")}\">proof</a></p></div>\n<dl>\n");
        html.Write($"<div><dt>family</dt><dd>{head.Family}</dd></div>\n");
        html.Write($"<div><dt>policy</dt><dd>{WireName.Of(head.Settings.Policy)}</dd></div>\n");
        html.Write($"<div><dt>matcher</dt><dd>{head.Settings.Matcher}</dd></div>\n");
        html.Write($"<div><dt>turns</dt><dd>{trajectory.Turns.Count:N0}</dd></div>\n");
        html.Write($"<div><dt>tokens here</dt><dd>{inspection.TokenCount:N0}</dd></div>\n");
        html.Write($"<div><dt>opened</dt><dd>{head.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z</dd></div>\n");
        if (head.Settings.Group is { } group)
        {
            html.Write($"<div><dt>group</dt><dd>{group}</dd></div>\n");
        }

        if (head.Reward is { } reward)
        {
            html.Write($"<div class=\"reward\"><dt>reward</dt><dd>{SaidFacts.Reward(reward)}</dd></div>\n");
        }

        html.Write($"<div><dt>digest</dt><dd><code>{trajectory.Digest.ToString()}</code></dd></div>\n</dl>\n");
        SaidFacts.WriteMetadata(html, head.Metadata);
        WriteNotices();
        html.Write($"</header>\n");
    }

    private void WriteNotices()
    {
        var status = inspection.Status;
        if (inspection.IsOfServedModel && status is { Unfinished.IsEmpty: true, Unended.IsEmpty: true, Pending.IsEmpty: true }
            && status is { Dangling.IsEmpty: true, Aborted.IsEmpty: true, Disagreeing.IsEmpty: true, Altering.IsEmpty: true }
            && status.LeftBehind.IsEmpty)
        {
            return;
        }

        html.Write($"<ul class=\"notices\" aria-label=\"Notices\">\n");
        if (!inspection.IsOfServedModel)
        {
            html.Write($"<li>The session is of another model than the served one: its tokens are shown by their ids.</li>\n");
        }

        WriteLeftBehind(status.LeftBehind);
        foreach (var turn in status.Unfinished.Union(status.Unended.Select(unended => unended.Turn)).OrderBy(turn => turn.Sequence))
        {
            html.Write($"<li><a href=\"{To(turn)}\">Turn {turn.Sequence}</a> {TurnWords.End(turn, inspection.Ends)}.</li>\n");
        }

        foreach (var turn in status.Disagreeing)
        {
            html.Write($"<li><a href=\"{To(turn)}\">Turn {turn.Sequence}</a>: the engine's ");
            html.Write($"<code>{turn.Content.Exchange.Disagreement!}</code> is not what its tokens say.</li>\n");
        }

        foreach (var turn in status.Altering)
        {
            foreach (var call in turn.Content.Exchange.Altered)
            {
                html.Write($"<li>The request of <a href=\"{To(turn)}\">turn {turn.Sequence}</a> has <code>{call.Field}</code> of message ");
                html.Write($"{call.Index} otherwise than it was sampled. The tokens stay.</li>\n");
            }
        }

        foreach (var intent in status.Pending)
        {
            WriteIntent(intent, "is with the engine");
        }

        foreach (var intent in status.Dangling)
        {
            WriteIntent(intent, "was lost with the process that took it");
        }

        foreach (var (intent, _) in status.Aborted)
        {
            var count = intent.Aborted.TokenCount.ToString(CultureInfo.InvariantCulture);
            var again = intent.End is IntentEnd.Committed ? ", and asked for again" : "";
            WriteIntent(intent, $"was given up, or came too late or too long, after {count} tokens{again}");
        }

        html.Write($"</ul>\n");
    }

    /// <summary>One notice for each time that turns were left.</summary>
    private void WriteLeftBehind(LeftBehind left)
    {
        foreach (var turns in left.Turns.GroupBy(turn => (turn.By, turn.Reason)))
        {
            var (by, reason) = turns.Key;
            var count = turns.Count();
            html.Write($"<li class=\"left\">{count:N0} {(count == 1 ? "turn was" : "turns were")} left behind, with ");
            html.Write($"{turns.Sum(turn => turn.Turn.SampledCount):N0} sampled tokens: ");
            if (by is not null)
            {
                html.Write($"the request of <a href=\"{To(by)}\">turn {by.Sequence}</a> {TurnWords.Leaving(reason)}. ");
            }
            else
            {
                html.Write($"{TurnWords.Leaving(reason)}. ");
            }

            var last = turns.Last().Turn;
            html.Write($"<a href=\"{To(last)}\">Show turn {last.Sequence}</a></li>\n");
        }
    }

    private void WriteIntent(TurnIntent intent, string fate)
    {
        html.Write($"<li>A turn after ");
        if (intent.Parent is { } parent)
        {
            html.Write($"<a href=\"{To(inspection.Session.Trajectory.Turns[parent])}\">turn {parent}</a>");
        }
        else
        {
            html.Write($"no other");
        }

        html.Write($" {fate}: asked {intent.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, key <code>{intent.Key}</code>.</li>\n");
    }

    private string To(Turn turn) => inspection.Path.Any(shown => shown.Turn == turn) ? links.Turn(turn) : links.Branch(turn);
}
