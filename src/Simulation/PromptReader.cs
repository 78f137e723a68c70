using System.Collections.Immutable;
using Tito.Tokenizers;

namespace Tito.Simulation;

/// <summary>
/// Reads chat-ML prompts: turns of <c>&lt;|im_start|&gt;role\ntext&lt;|im_end|&gt;\n</c>, distinguished by their token ids.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class PromptReader(Tokenizer tokenizer, int startId, int endId)
{
    private const string ResponseTag = "<tool_response>";
    private const int LongestTag = 8;

    /// <summary>Reads a prompt; one that is not chat-ML reads as a question without tools.</summary>
    public Reading Read(ImmutableArray<int> promptIds)
    {
        var turns = Turns(promptIds);
        var opening = turns.Length == 0 ? "" : turns[^1].Text;
        var history = turns.Length == 0 ? [] : turns[..^1];
        var asked = history.Length - 1;
        while (asked >= 0 && (history[asked].Role == "assistant" || IsToolResult(history[asked])))
        {
            asked--;
        }

        return new(
            opening.Contains("</think>", StringComparison.Ordinal) ? Thinking.Off
                : opening.Contains("<think>", StringComparison.Ordinal) ? Thinking.Continues
                : Thinking.Opens,
            [.. history.Where(turn => turn.Role == "system").SelectMany(turn => Tools(turn.Text))],
            history.Length > 0 && IsToolResult(history[^1]) ? history[^1].Text : null,
            history[(asked + 1)..].Count(turn => turn.Role == "assistant"),
            [.. history[..(asked + 1)].Where(turn => turn.Role == "assistant").Select(turn => turn.Text)],
            asked >= 0 && history[asked].Text.Contains("do not call any tools", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Every place in the last turn, in order and without the prompt's end: a completion may have begun there, and been given up where
    /// the prompt ends. None where the prompt is not chat-ML.
    /// </summary>
    public IEnumerable<(int At, Thinking Thinking)> Openings(ImmutableArray<int> promptIds)
    {
        var decoding = tokenizer.StartDecoding(skipSpecialTokens: true);
        var (thinking, tail, named, ended) = (Thinking.Opens, "", false, false);
        var start = promptIds.LastIndexOf(startId);
        for (var at = start + 1; start >= 0 && at < promptIds.Length; at++)
        {
            yield return (at, thinking);
            ended |= promptIds[at] == endId;
            tail += ended ? "" : decoding.Append(promptIds[at]);
            if (!named)
            {
                var line = tail.IndexOf('\n', StringComparison.Ordinal);
                (named, tail) = (line >= 0, tail[(line + 1)..]);
            }

            thinking = !named || thinking == Thinking.Off ? thinking
                : tail.Contains("</think>", StringComparison.Ordinal) ? Thinking.Off
                : tail.Contains("<think>", StringComparison.Ordinal) ? Thinking.Continues
                : thinking;
            tail = named && tail.Length > LongestTag ? tail[^LongestTag..] : tail;
        }
    }

    private static bool IsToolResult((string Role, string Text) turn) =>
        turn.Role == "tool" || (turn.Role == "user" && turn.Text.StartsWith(ResponseTag, StringComparison.Ordinal));

    /// <summary>The functions that Qwen's templates list, one JSON object a line, between <c>&lt;tools&gt;</c> and its end.</summary>
    private static IEnumerable<DeclaredTool> Tools(string text)
    {
        const string Open = "\n<tools>\n";
        var open = text.IndexOf(Open, StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf("\n</tools>", open + Open.Length, StringComparison.Ordinal);
        return close < 0 ? [] : text[(open + Open.Length)..close].Split('\n').Select(DeclaredTool.Read).OfType<DeclaredTool>();
    }

    private ImmutableArray<(string Role, string Text)> Turns(ImmutableArray<int> ids)
    {
        var turns = ImmutableArray.CreateBuilder<(string, string)>();
        for (var start = ids.IndexOf(startId); start >= 0;)
        {
            var next = start + 1 < ids.Length ? ids.IndexOf(startId, start + 1) : -1; // The list refuses a start at its end.
            var turn = ids.AsSpan()[(start + 1)..(next < 0 ? ids.Length : next)];
            var end = turn.IndexOf(endId);
            var text = tokenizer.Decode(end < 0 ? turn : turn[..end], skipSpecialTokens: true);
            var line = text.IndexOf('\n', StringComparison.Ordinal);
            turns.Add(line < 0 ? (text, "") : (text[..line], text[(line + 1)..]));
            start = next;
        }

        return turns.ToImmutable();
    }

    /// <summary>The content of a prompt, as a simulated model understands it.</summary>
    /// <param name="Thinking">What the completion does about thinking.</param>
    /// <param name="Tools">The tools that the prompt declares, in their order.</param>
    /// <param name="ToolResult">The text that the last speaker gave back from a tool; null when the last speaker asks something.</param>
    /// <param name="Rounds">How many assistant turns follow the last message that asks something.</param>
    /// <param name="Earlier">The texts of the assistant turns before that message.</param>
    /// <param name="ForbidsCalls">Whether that message says to call no tool, as agents do that ask for a summary of a conversation.</param>
    internal sealed record Reading(
        Thinking Thinking,
        ImmutableArray<DeclaredTool> Tools,
        string? ToolResult,
        int Rounds,
        ImmutableArray<string> Earlier,
        bool ForbidsCalls);
}
