namespace Tito.Server.Inspector;

/// <summary>The bar above the tokens: what their looks mean, and what can be done with them.</summary>
/// <remarks>What needs the script is hidden without it.</remarks>
internal static class TokenBar
{
    /// <summary>Writes the bar.</summary>
    public static void Write(HtmlWriter html)
    {
        html.Write($"<div class=\"bar\"><h2>Tokens</h2>\n<ul class=\"legend\" aria-label=\"Legend\">\n");
        foreach (var (name, meaning) in OriginWords.All)
        {
            html.Write($"<li><span class=\"run {name}\">{name}</span> {meaning}</li>\n");
        }

        html.Write($"<li><span class=\"marker\">&lt;|marker|&gt;</span> special or added token</li>\n");
        html.Write($"<li><del class=\"run model\">replaced</del> sampled, then replaced at a splice</li>\n</ul>\n");
        WriteTools(html);
        html.Write($"<ul class=\"legend bands\" aria-label=\"Probabilities of sampled tokens\">\n");
        foreach (var (name, meaning) in ProbabilityBands.All)
        {
            html.Write($"<li><span class=\"tok {name}\">{meaning}</span></li>\n");
        }

        html.Write($"</ul>\n</div>\n");
    }

    private static void WriteTools(HtmlWriter html)
    {
        html.Write($"<div class=\"tools\"><a class=\"lists\" href=\"#side\">Turns, mismatches</a>\n");
        html.Write($"<label><input type=\"checkbox\" id=\"show-logprobs\"> Logprobs</label>\n");
        html.Write($"<label><input type=\"checkbox\" id=\"show-chat\"> Chat</label>\n");
        html.Write($"<label class=\"scripted\" hidden><input type=\"checkbox\" id=\"fold-tools\"> Fold tool results</label>\n");
        html.Write($"<span class=\"scripted\" role=\"search\" hidden><input type=\"search\" id=\"find\" aria-label=\"Search\" ");
        html.Write($"placeholder=\"Search\" autocomplete=\"off\" spellcheck=\"false\"> ");
        html.Write($"<select id=\"find-in\" aria-label=\"Search in\"><option value=\"text\">text</option>");
        html.Write($"<option value=\"id\">token id</option></select> ");
        html.Write($"<button type=\"button\" id=\"find-previous\" aria-label=\"Previous match\">↑</button> ");
        html.Write($"<button type=\"button\" id=\"find-next\" aria-label=\"Next match\">↓</button> ");
        html.Write($"<output id=\"found\" for=\"find find-in\"></output></span>\n");
        html.Write($"<button type=\"button\" class=\"scripted\" id=\"next-mismatch\" hidden>Next mismatch</button>\n");
        html.Write($"<button type=\"button\" class=\"scripted\" id=\"copy-all\" hidden>Copy ids</button>\n");
        html.Write($"<span id=\"live\" role=\"status\" hidden></span>\n");
        html.Write($"<button type=\"button\" class=\"scripted\" id=\"show-keys\" hidden>Keys <kbd>?</kbd></button></div>\n");
    }
}
