using System.Collections.Immutable;

namespace Tito.Server.Inspector;

/// <summary>The list of keys, which <c>?</c> opens.</summary>
internal static class KeyTable
{
    private static readonly ImmutableArray<(string Key, string Does)> Keys =
    [
        ("Tab", "the links, the tools, the first token, the facts"),
        ("↑ ↓", "in a list: the entry before or after; in the tokens: the turn"),
        ("← →", "in the tokens: the one before or after"), ("Home End", "in the tokens: the first, the last"),
        ("Enter", "follows a link; in the search: the next match, with Shift the one before"), ("/", "search"),
        ("j k", "the next match, the one before"), ("n p", "the next mismatch, the one before"), ("t", "fold tool results, or not"),
        ("l", "colour sampled tokens by their logprob, or not"), ("m", "the messages beside the tokens, or not"),
        ("c", "copy the id of the token, the ids of the turn or of the conversation, whichever has the focus"),
        ("?", "this list"), ("Esc", "closes this list; leaves the search"),
    ];

    /// <summary>Writes the dialog, closed.</summary>
    public static void Write(HtmlWriter html)
    {
        html.Write($"<dialog id=\"keys\" aria-labelledby=\"keys-name\"><h2 id=\"keys-name\">Keys</h2>\n<dl>\n");
        foreach (var (key, does) in Keys)
        {
            html.Write($"<div><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>\n");
        }

        html.Write($"</dl>\n<button type=\"button\">Close</button></dialog>\n");
    }
}
