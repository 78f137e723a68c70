using Spectre.Console;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Cli.Demo;

/// <summary>A demo for people: each turn's new tokens, coloured by what produced them.</summary>
/// <param name="tokenizer">Gives tokens their text.</param>
internal sealed class DemoPrinter(Tokenizer tokenizer)
{
    private int _turn;

    /// <summary>Says what the colours mean.</summary>
    public static void PrintLegend()
    {
        Heading.Write("[bold]A session on real tokens, with a simulated engine[/]");
        var legend = Enum.GetValues<TokenOrigin>().Select(origin => $"[{Style(origin).ToMarkup()}]{Name(origin)}[/]");
        AnsiConsole.MarkupLine(string.Join("   ", legend));
        AnsiConsole.MarkupLine(
            "[dim]Alternating shades show the single tokens that the model sampled; the splice patch stands in ⟦ ⟧.[/]");
    }

    /// <summary>Shows a turn.</summary>
    public void Print(DemoTurn turn)
    {
        AnsiConsole.WriteLine();
        Heading.Write($"[bold]Turn {_turn++}[/]  {Markup.Escape(turn.Step.Title)}");
        var counts = turn.Added.Select(run => $"[{Style(run.Origin).ToMarkup()}]{run.Ids.Length} {Name(run.Origin)}[/]");
        AnsiConsole.MarkupLine(
            $"{turn.PrefixCount} tokens kept + {string.Join(" + ", counts)}  [dim]{turn.FinishReason}, digest {turn.Digest[..12]}…[/]");
        foreach (var (origin, ids) in turn.Added)
        {
            if (origin == TokenOrigin.Model)
            {
                PrintTokenByToken(ids.AsSpan());
            }
            else
            {
                var text = tokenizer.Decode(ids.AsSpan(), skipSpecialTokens: false);
                AnsiConsole.Write(new Text(origin == TokenOrigin.Splice ? $"⟦{Visible(text)}⟧" : text, Style(origin)));
            }
        }

        AnsiConsole.WriteLine();
    }

    /// <summary>Shows what the demo proved.</summary>
    public static void Print(DemoResult demo)
    {
        AnsiConsole.WriteLine();
        Heading.Write("[bold]Verdict[/]");
        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumns("", "", "");
        foreach (var check in demo.Checks)
        {
            var verdict = check.Held ? "[green]held[/]" : "[red]BROKEN[/]";
            table.AddRow(verdict, Markup.Escape(check.Name), $"[dim]{Markup.Escape(check.Detail)}[/]");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Digest  {demo.Digest}");
        AnsiConsole.WriteLine($"Sample  {string.Join(", ", demo.Sample.Tensors)}, status {demo.Sample.Status}");
    }

    /// <summary>Tokens in two shades, so that their borders are seen; tokens that share a character are shown together.</summary>
    private void PrintTokenByToken(ReadOnlySpan<int> ids)
    {
        var shade = false;
        var start = 0;
        for (var end = 1; end <= ids.Length; end++)
        {
            var text = tokenizer.Decode(ids[start..end], skipSpecialTokens: false);
            if (end == ids.Length || !text.Contains('\uFFFD', StringComparison.Ordinal))
            {
                AnsiConsole.Write(new Text(text, new Style(shade ? Color.Green : Color.LightGreen)));
                shade = !shade;
                start = end;
            }
        }
    }

    private static string Visible(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Name(TokenOrigin origin) => WireName.Of(origin);

    private static Style Style(TokenOrigin origin) => origin switch
    {
        TokenOrigin.Prompt => new(Color.Grey),
        TokenOrigin.Environment => new(Color.SkyBlue1),
        TokenOrigin.Splice => new(Color.Black, Color.Yellow),
        _ => new(Color.Green),
    };
}
