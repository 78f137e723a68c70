using System.Globalization;
using Tito.Core.Messages;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;

namespace Tito.Server.Inspector;

/// <summary>A verification run for people: the verdict, what changed, and each failure with its first differing token.</summary>
/// <param name="html">Takes the page.</param>
/// <param name="stored">The run.</param>
internal sealed class VerificationPage(HtmlWriter html, StoredRun stored)
{
    private static readonly PageAsset Style = PageAsset.Read("verification.css");

    /// <summary>The header's value: a style, and the empty icon that keeps browsers from asking for one.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src {Style.Source}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Writes the document from its doctype to its end.</summary>
    public void Write()
    {
        html.Write($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Write($"<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Write($"<title>Verification {stored.Run.Id}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>");
        html.WriteAsset(Style);
        html.Write($"</style>\n</head>\n<body>\n<main>\n");
        WriteHead();
        WriteChanges();
        WriteFailures();
        WriteShards();
        html.Write($"</main>\n</body>\n</html>\n");
    }

    private void WriteHead()
    {
        var verdict = stored.Summary?.Verdict ?? (stored.Shards is null ? "planning" : "open");
        html.Write($"<h1>Verification <span class=\"verdict {verdict}\">{verdict}</span></h1>\n<dl>\n");
        Fact("Run", stored.Run.Id);
        Fact("Asked for by", WireName.Of(stored.Run.Trigger));
        Fact("Begun", Time(stored.Run.StartedAt));
        if (stored.Summary is { } summary)
        {
            Fact("Closed", Time(summary.ClosedAt));
            Fact("Looked at", $"{summary.Checked:N0} in {summary.ShardCount:N0} shards");
            Fact("Failures", $"{summary.Failures:N0}");
            Fact(
                "Shards",
                $"{summary.Green:N0} green, {summary.Red:N0} red, {summary.NotServed:N0} not served, {summary.SetAside:N0} set aside");
            Fact("Largest logprob difference", Nats(summary.LargestLogprobDifference));
        }
        else
        {
            var shards = stored.Shards ?? [];
            Fact("Done", $"{shards.Count(shard => shard.Result is not null):N0} of {shards.Length:N0} shards");
        }

        if (stored.Notice is { } notice)
        {
            Fact("Webhook", $"{(notice.Delivered ? "told" : "not told")} in {notice.Attempts} attempts: {notice.Detail}");
        }

        html.Write($"</dl>\n");
    }

    private void WriteChanges()
    {
        html.Write($"<h2>What changed</h2>\n");
        if (stored.Run.Baseline is not { } baseline)
        {
            html.Write($"<p>There is nothing to compare with yet: this is the first run.</p>\n");
            return;
        }

        html.Write($"<p>Held against {baseline}.</p>\n");
        if (stored.Run.Changes.IsEmpty)
        {
            html.Write($"<p>Nothing.</p>\n");
            return;
        }

        html.Write($"<table>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Was</th>");
        html.Write($"<th scope=\"col\">Is</th></tr></thead>\n<tbody>\n");
        foreach (var (name, before, now) in stored.Run.Changes)
        {
            html.Write($"<tr><th scope=\"row\">{name}</th><td><code>{before ?? "nothing"}</code></td>");
            html.Write($"<td><code>{now ?? "nothing"}</code></td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private void WriteFailures()
    {
        html.Write($"<h2>Failures</h2>\n");
        var failures = (stored.Shards ?? []).SelectMany(shard => shard.Result?.Failures ?? []).ToList();
        if (failures.Count == 0)
        {
            html.Write($"<p>None.</p>\n");
        }

        foreach (var failure in failures)
        {
            Write(failure);
        }

        var told = (stored.Shards ?? []).Sum(shard => shard.Result?.FailureCount ?? 0) - failures.Count;
        if (told > 0)
        {
            html.Write($"<p>And {told:N0} more, of which each shard keeps the first {ShardResult.MaxKept}.</p>\n");
        }
    }

    private void Write(VerificationFailure failure)
    {
        var turn = failure.Turn is { } number ? string.Create(CultureInfo.InvariantCulture, $", turn {number}") : "";
        html.Write($"<article>\n<h3>{failure.Item}{turn}: {failure.What}</h3>\n<p class=\"cause\">{WireName.Of(failure.Cause)}</p>\n");
        if (failure.TokenIndex is { } index)
        {
            html.Write($"<p class=\"tokens\">Token {index}: expected ");
            Write(failure.Expected, "expected");
            html.Write($", found ");
            Write(failure.Found, "found");
            html.Write($"</p>\n");
        }

        html.Write($"<p class=\"detail\">");
        html.WriteVisible(failure.Detail);
        html.Write($"</p>\n</article>\n");
    }

    private void Write(FailureToken? token, string side)
    {
        if (token is null)
        {
            html.Write($"<span class=\"token {side}\">no token</span>");
            return;
        }

        html.Write($"<span class=\"token {side}\"><b>{token.Id}</b> ");
        html.WriteVisible(token.Text);
        html.Write($"</span>");
    }

    private void WriteShards()
    {
        html.Write($"<h2>Shards</h2>\n<table>\n<thead><tr><th scope=\"col\">Shard</th><th scope=\"col\">What</th>");
        html.Write($"<th scope=\"col\">Covers</th>");
        html.Write($"<th scope=\"col\">Outcome</th><th scope=\"col\">Remarks</th></tr></thead>\n<tbody>\n");
        foreach (var (shard, result) in stored.Shards ?? [])
        {
            var outcome = result is null ? "open" : WireName.Of(result.Outcome);
            var engine = shard.Engine is { } asked ? $" {asked}" : "";
            html.Write($"<tr><th scope=\"row\">{shard.Index}</th><td>{WireName.Of(shard.Kind)}{engine}</td>");
            html.Write($"<td>{shard.Items.Length:N0}: {shard.Items[0]}{(shard.Items.Length > 1 ? " …" : "")}</td>");
            html.Write($"<td><span class=\"verdict {outcome}\">{outcome}</span></td><td>{result?.Reason ?? ""}");
            foreach (var note in result?.Notes ?? [])
            {
                html.Write($"<br>{note}");
            }

            html.Write($"</td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private void Fact(string name, string value) => html.Write($"<dt>{name}</dt><dd>{value}</dd>\n");

    private static string Nats(double? nats) =>
        nats is { } largest ? string.Create(CultureInfo.InvariantCulture, $"{largest:0.######} nats") : "none was compared";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
