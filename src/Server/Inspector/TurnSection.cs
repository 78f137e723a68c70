using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Messages;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>One turn: its facts, its tokens, and where other turns leave the conversation.</summary>
/// <param name="html">Takes the sections.</param>
/// <param name="inspection">What there is to see.</param>
/// <param name="links">Where links lead.</param>
internal sealed class TurnSection(HtmlWriter html, SessionInspection inspection, InspectorLinks links)
{
    private readonly TokenSpans _tokens = new(html, inspection);
    private readonly ImmutableSortedDictionary<int, Annotation> _annotations = inspection.Session.Annotations();

    /// <summary>Writes the section of a turn.</summary>
    public void Write(InspectedTurn shown)
    {
        var turn = shown.Turn;
        html.Write($"<section class=\"turn\" id=\"turn-{turn.Sequence}\" tabindex=\"-1\" aria-labelledby=\"turn-{turn.Sequence}-name\">\n");
        html.Write($"<div class=\"name\"><h3 id=\"turn-{turn.Sequence}-name\">Turn {turn.Sequence}</h3> ");
        html.Write($"<p class=\"{TurnWords.Class(turn, inspection.Ends)}\">{TurnWords.End(turn, inspection.Ends)}</p> ");
        var said = _annotations.GetValueOrDefault(turn.Sequence);
        if (said?.Reward is { } reward)
        {
            html.Write($"<p class=\"reward\">reward {SaidFacts.Reward(reward)}</p> ");
        }

        html.Write($"<p class=\"counts\">{Counts(turn)}</p> ");
        html.Write($"<button type=\"button\" class=\"copy scripted\" value=\"turn\" hidden>Copy ids</button> ");
        html.Write($"<button type=\"button\" class=\"copy scripted\" value=\"sampled\" hidden>Copy sampled ids</button></div>\n");
        WriteTurns("Other turns in this place:", inspection.Tree.Continuing(turn.Parent).Where(other => other != turn), areSiblings: true);
        SaidFacts.WriteMetadata(html, said?.Metadata);
        WriteFacts(turn);
        html.Write($"<div class=\"pair\"><div class=\"text\">");
        var folds = new ToolResultFolds(turn);
        foreach (var run in shown.Runs)
        {
            _tokens.Write(run, folds);
        }

        var isLast = turn == inspection.Path[^1].Turn;
        if (isLast)
        {
            _tokens.WriteEnd();
        }

        html.Write($"</div>\n");
        ChatColumn.Write(html, turn);
        html.Write($"</div>\n");
        if (isLast)
        {
            WriteTurns("Goes on with", inspection.Tree.Continuing(turn));
        }

        html.Write($"</section>\n");
    }

    private static string Counts(Turn turn)
    {
        var parts = turn.Content.PromptSegments.Append(turn.Content.Completion)
            .Where(segment => !segment.Ids.IsEmpty)
            .GroupBy(segment => segment.Origin)
            .Select(group => $"{Number(group.Sum(segment => segment.Ids.Length))} {OriginWords.Of(group.Key)}");
        return $"{string.Join(" + ", parts)}, {Number(turn.Tokens.Count)} tokens up to here";
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private void WriteTurns(string label, IEnumerable<Turn> turns, bool areSiblings = false)
    {
        var others = turns.ToImmutableArray();
        if (others.IsEmpty)
        {
            return;
        }

        html.Write($"<p class=\"forks\">{label}");
        foreach (var other in others)
        {
            html.Write($" <a href=\"{links.Branch(other)}\">turn {other.Sequence}</a>");
            if (areSiblings)
            {
                html.Write($" (<a href=\"{links.Difference(other)}\" aria-label=\"difference from turn {other.Sequence}\">difference</a>)");
            }
        }

        html.Write($"</p>\n");
    }

    private void WriteFacts(Turn turn)
    {
        var (content, exchange) = (turn.Content, turn.Content.Exchange);
        html.Write($"<details class=\"facts\"><summary>Facts</summary><dl>\n");
        Fact("finish reason", content.FinishReason);
        Fact("ended by", WireName.Of(TurnEnd.Of(content, inspection.Ends).Kind));
        Fact("continues", turn.Parent is { } parent ? $"turn {parent.Sequence}" : "nothing");
        Fact("agent", turn.Agent ?? "not tagged");
        if (turn.Root.Content.Exchange.Line?.Id is { } line)
        {
            Fact("line", line);
        }

        Fact("new messages", string.Join(", ", content.Messages.Select(message => message.RoleName)));
        Fact("prompt tokens", $"{Number(turn.Prompt.Count)}, of which {Number(turn.Prefix.Count)} were there before");
        Fact("sampled tokens", Number(content.Completion.Ids.Length));
        Fact("replaced tokens of the turn before", Number(content.ReplacedCount));
        var spliced = content.PromptSegments.Where(segment => segment.Origin == TokenOrigin.Splice).Sum(segment => segment.Ids.Length);
        Fact("splice tokens", Number(spliced));
        Fact("engine counted", exchange.PromptTokens is { } counted ? $"{Number(counted)} prompt tokens" : "unknown");
        Fact("engine had cached", exchange.CachedTokens is { } cached ? $"{Number(cached)} prompt tokens" : "unknown");
        Fact("weight version", exchange.WeightVersions.Any() ? string.Join(", ", exchange.WeightVersions) : "unknown");
        Fact("asked", string.Create(CultureInfo.InvariantCulture, $"{exchange.RequestedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z"));
        var seconds = (exchange.CompletedAt - exchange.RequestedAt).TotalSeconds;
        Fact("answered after", string.Create(CultureInfo.InvariantCulture, $"{seconds:F3} s"));
        Fact("digest", turn.Digest.ToString());
        html.Write($"</dl></details>\n");
    }

    private void Fact(string name, string value) => html.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
}
