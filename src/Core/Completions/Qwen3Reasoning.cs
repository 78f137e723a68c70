namespace Tito.Core.Completions;

/// <summary>The reasoning parser <c>qwen3</c>: thinking comes first and ends at <c>&lt;/think&gt;</c>.</summary>
/// <remarks>
/// SGLang, <c>Qwen3Detector</c> in <c>srt/parser/reasoning_parser.py</c> (commit 002e9bf): "Assumes reasoning format:
/// (&lt;think&gt;)*(.*)&lt;/think&gt;", "treat [&lt;tool_call&gt;] as an implicit reasoning close", "Assume reasoning was truncated before
/// end token". It strips no white space: the line breaks around the tags stay in both parts, and the chat template strips them.
/// </remarks>
internal static class Qwen3Reasoning
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    /// <summary>Parts thinking from what follows it.</summary>
    /// <param name="text">A completion without its stop token.</param>
    /// <param name="thinks">Whether the text is reasoning from its first character on, opening tag or not.</param>
    public static (string? Reasoning, string Remainder) Split(string text, bool thinks)
    {
        if (!thinks && !text.Contains(Open, StringComparison.Ordinal))
        {
            return (null, text);
        }

        while (text.StartsWith(Open, StringComparison.Ordinal))
        {
            text = text[Open.Length..];
        }

        if (text.IndexOf(Close, StringComparison.Ordinal) is >= 0 and var close)
        {
            return (NullIfEmpty(text[..close]), text[(close + Close.Length)..]);
        }

        return text.IndexOf(Qwen25ToolCalls.OpenTag, StringComparison.Ordinal) is >= 0 and var call
            ? (NullIfEmpty(text[..call]), text[call..])
            : (NullIfEmpty(text), "");
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
