using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Messages;
using Tito.Core.Sessions.Inspection;

namespace Tito.Server.Inspector;

/// <summary>The comparator's findings on the shown conversation, each linked to its token.</summary>
/// <param name="html">Takes the list.</param>
/// <param name="inspection">What there is to see.</param>
/// <param name="links">Where links lead.</param>
internal sealed class MismatchList(HtmlWriter html, SessionInspection inspection, InspectorLinks links)
{
    /// <summary>How much of a text is shown around its first difference, in characters before and after it.</summary>
    private const int Before = 60, After = 240;

    /// <summary>Writes the section; where nothing was compared, why.</summary>
    public void Write()
    {
        html.Write($"<section aria-labelledby=\"mismatches\">\n<h2 id=\"mismatches\">Mismatches</h2>\n");
        switch (inspection.Mismatches)
        {
            case null when inspection.Path.IsEmpty:
                html.Write($"<p>Nothing to compare yet.</p>\n");
                break;
            case null:
                html.Write($"<p>No verdict: the served model cannot render this conversation as a whole.</p>\n");
                break;
            case { IsEmpty: true }:
                html.Write($"<p>None: the messages, rendered and tokenized anew, say the same.</p>\n");
                break;
            case { } mismatches:
                Write(mismatches);
                break;
        }

        html.Write($"</section>\n");
    }

    private void Write(ImmutableArray<Mismatch> mismatches)
    {
        html.Write($"<ol class=\"walk mismatches\">\n");
        foreach (var (index, mismatch) in mismatches.Index())
        {
            var place = mismatch.Place;
            html.Write($"<li><a href=\"{links.Token(place.ActualTokenIndex)}\"><b>{index + 1}. {Words(WireName.Of(mismatch.Type))}</b> ");
            html.Write($"<span class=\"{(mismatch.IsHard ? "end bad" : "end")}\">{(mismatch.IsHard ? "hard" : "soft")}</span> ");
            html.Write($"<small>token {place.ActualTokenIndex:N0}, assistant turn {place.TurnIndex}, ");
            html.Write($"{Words(WireName.Of(mismatch.Cause))}</small></a>\n<p>{mismatch.Detail}</p>\n");
            html.Write($"<details><summary>Both texts</summary><dl><dt>expected</dt><dd>");
            WriteAround(mismatch.ExpectedText, place.CharIndex);
            html.Write($"</dd><dt>found</dt><dd>");
            WriteAround(mismatch.ActualText, place.CharIndex);
            html.Write($"</dd></dl></details></li>\n");
        }

        html.Write($"</ol>\n");
    }

    /// <summary>The text around a character, with a mark where the rest begins.</summary>
    private void WriteAround(string text, int charIndex)
    {
        var (from, to) = (Math.Max(0, charIndex - Before), Math.Min(text.Length, charIndex + After));
        html.Write($"{(from > 0 ? "…" : "")}");
        html.WriteVisible(text.AsSpan(from, Math.Min(charIndex, to) - from));
        html.Write($"<mark>");
        html.WriteVisible(text.AsSpan(Math.Min(charIndex, to), to - Math.Min(charIndex, to)));
        html.Write($"</mark>{(to < text.Length ? "…" : "")}");
    }

    /// <summary><c>early_stop</c> as <c>early stop</c>.</summary>
    private static string Words(string name) => name.Replace('_', ' ');
}
