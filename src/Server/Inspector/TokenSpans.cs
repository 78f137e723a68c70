using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Messages;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Tokens;

namespace Tito.Server.Inspector;

/// <summary>The tokens of a turn as text in elements: one for each run, and one for each token that is shown by itself.</summary>
/// <param name="html">Takes the elements.</param>
/// <param name="inspection">What there is to see.</param>
internal sealed class TokenSpans(HtmlWriter html, SessionInspection inspection)
{
    private readonly FrozenDictionary<int, int> _mismatches = (inspection.Mismatches ?? []).Index()
        .DistinctBy(mismatch => mismatch.Item.Place.ActualTokenIndex)
        .ToFrozenDictionary(mismatch => mismatch.Item.Place.ActualTokenIndex, mismatch => mismatch.Index + 1);

    /// <summary>Writes a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folds">Finds the results of tools in its turn.</param>
    public void Write(TokenRun run, ToolResultFolds folds)
    {
        var origin = OriginWords.Of(run.Origin);
        if (run.IsReplaced)
        {
            html.Write($"<del class=\"run {origin}\" data-start=\"{run.Start}\" data-ids=\"{Ids(run)}\">");
        }
        else
        {
            html.Write($"<span class=\"run {origin}\" role=\"group\" aria-label=\"{origin}\" ");
            html.Write($"data-start=\"{run.Start}\" data-ids=\"{Ids(run)}\">");
        }

        foreach (var (isResult, parts) in folds.Split(run))
        {
            Write(run, parts, isResult);
        }

        if (run.IsReplaced)
        {
            html.Write($"</del>");
        }
        else
        {
            html.Write($"</span>");
        }
    }

    /// <summary>Writes the place after the last token: a difference can begin there.</summary>
    public void WriteEnd()
    {
        var end = inspection.TokenCount;
        html.Write($"<span class=\"tok stop{Mark(end)}\" id=\"t{end}\" tabindex=\"-1\" ");
        html.Write($"title=\"the end of the conversation's {end} tokens{Note(end)}\">∎</span>");
    }

    /// <summary>Parts that stand by themselves, or a result that can be folded: its button says nothing without the script.</summary>
    private void Write(TokenRun run, ImmutableArray<TokenPart> parts, bool isResult)
    {
        if (isResult)
        {
            html.Write($"<span class=\"fold\"><button type=\"button\" aria-expanded=\"true\" hidden>tool result, ");
            html.Write($"{parts.Sum(part => part.Text.Length):N0} characters</button><span class=\"folded\">");
        }

        foreach (var part in parts)
        {
            Write(run, part);
        }

        if (isResult)
        {
            html.Write($"</span></span>");
        }
    }

    private void Write(TokenRun run, TokenPart part)
    {
        if (part.Token is not { } token)
        {
            WriteText(part);
            return;
        }

        var kind = (part.IsMarker ? " marker" : part.Text.Length == 0 ? " partial" : "") + ProbabilityBands.Class(token.Logprob);
        if (run.IsReplaced)
        {
            html.Write($"<span class=\"tok{kind}\" tabindex=\"-1\" title=\"{Title(run, token)}\">");
        }
        else
        {
            html.Write($"<span class=\"tok{kind}{Mark(part.Start)}\" id=\"t{part.Start}\" tabindex=\"-1\" ");
            html.Write($"title=\"token {part.Start}, {Title(run, token)}{Note(part.Start)}\">");
        }

        WriteLine(part.Text);
    }

    /// <summary>The rest of a token's element. A line feed at its end comes after it: its frame would go on in the next line.</summary>
    private void WriteLine(string text)
    {
        var endsLine = text.EndsWith('\n');
        html.WriteVisible(text.AsSpan(0, text.Length - (endsLine ? 1 : 0)));
        if (endsLine)
        {
            html.Write($"<i class=\"lf\"></i></span>\n");
        }
        else
        {
            html.Write($"</span>");
        }
    }

    private void WriteText(TokenPart part)
    {
        if (part.IsMarker)
        {
            html.Write($"<span class=\"marker\">");
            html.WriteVisible(part.Text);
            html.Write($"</span>");
        }
        else
        {
            html.WriteLongText(part.Text);
        }
    }

    private static string Title(TokenRun run, InspectedToken token)
    {
        var piece = token.Piece is { } text ? ReadableJson.Quote(text) : "not a token of the served model";
        var origin = run.IsReplaced
            ? "replaced, mask 0"
            : run.Origin == TokenOrigin.Model ? "model, mask 1" : $"{OriginWords.Of(run.Origin)}, mask 0";
        var logprob = token.Logprob is { } value
            ? string.Create(CultureInfo.InvariantCulture, $", logprob {value:F4}, probability {Math.Exp(value):P1}")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"id {token.Id}, {piece}, {origin}{logprob}");
    }

    private static string Ids(TokenRun run) => string.Join(' ', run.Ids);

    private string Mark(int tokenIndex) => _mismatches.ContainsKey(tokenIndex) ? " mismatch" : "";

    private string Note(int tokenIndex) =>
        _mismatches.TryGetValue(tokenIndex, out var number) ? string.Create(CultureInfo.InvariantCulture, $", mismatch {number}") : "";
}
