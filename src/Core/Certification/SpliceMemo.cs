using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Prompts;
using Tito.Core.Rendering;

namespace Tito.Core.Certification;

/// <summary>
/// The splice under test, asked once for each distinct question. Its recipe looks at the stored tool calls and the appended messages
/// alone, so its answer is the same wherever those are. Where the rule is <c>DiffHistory</c> it looks at everything and is always asked.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SpliceMemo(ChatRenderer renderer, RenderSetting setting, EngineTail tail, PromptMaker prompts)
{
    /// <summary>How many characters before the seam name its left side: more than the last turn's closing special token is long.</summary>
    private const int TailLength = 64;

    private readonly bool _readsHistory = renderer.Family.Boundary is BoundaryRule.DiffHistory;
    private readonly ConcurrentDictionary<string, (string Text, string? Refusal)> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Key, string Tail), bool> _tokens = new();

    /// <summary>The text that the splice puts after a generated turn.</summary>
    /// <param name="stored">The messages up to that turn with it.</param>
    /// <param name="appended">The messages after it.</param>
    /// <param name="refusal">Why there is no text, or null.</param>
    public string Text(ReadOnlySpan<MessageVariant> stored, ReadOnlySpan<MessageVariant> appended, out string? refusal)
    {
        var key = Key(stored, appended);
        if (_readsHistory || !_texts.TryGetValue(key, out var known))
        {
            known = AskText(stored, appended);
            Remember(_texts, key, known);
        }

        refusal = known.Refusal;
        return known.Text;
    }

    /// <summary>
    /// Whether the spliced tokens are those of the whole text. Special tokens part the text for the tokenizer, so what lies before the
    /// last of them cannot matter: the question is asked once for the characters before the seam and what follows.
    /// </summary>
    public bool HasTokensOf(ReadOnlySpan<MessageVariant> stored, ReadOnlySpan<MessageVariant> appended, string closed, string whole)
    {
        var key = (Key(stored, appended), closed[Math.Max(0, closed.Length - TailLength)..]);
        if (_readsHistory || !_tokens.TryGetValue(key, out var agree))
        {
            agree = Splice(tail.EngineIds(renderer, closed), stored, appended) is PromptOutcome.Made(var prompt)
                && prompt.Ids.AsSpan().SequenceEqual(renderer.Encode(whole).AsSpan());
            Remember(_tokens, key, agree);
        }

        return agree;
    }

    private void Remember<TKey, TValue>(ConcurrentDictionary<TKey, TValue> memo, TKey key, TValue value)
        where TKey : notnull
    {
        if (!_readsHistory)
        {
            memo[key] = value;
        }
    }

    private (string Text, string? Refusal) AskText(ReadOnlySpan<MessageVariant> stored, ReadOnlySpan<MessageVariant> appended) =>
        Splice([tail.LastId], stored, appended) switch
        {
            PromptOutcome.Refused(var refusal) => ("", refusal.Message),
            PromptOutcome.Made(var prompt) =>
                (renderer.Tokenizer.Decode(prompt.Ids.AsSpan()[tail.SkippedIds..], skipSpecialTokens: false), null),
            _ => throw new UnreachableException(),
        };

    private PromptOutcome Splice(ImmutableArray<int> prefix, ReadOnlySpan<MessageVariant> stored, ReadOnlySpan<MessageVariant> appended) =>
        prompts.Extend(
            PromptBase.Of(prefix, Messages(stored)), Messages(appended), new(setting.Tools, setting.Arguments), DateTimeOffset.UnixEpoch);

    private static string Key(ReadOnlySpan<MessageVariant> stored, ReadOnlySpan<MessageVariant> appended)
    {
        Span<char> key = stackalloc char[appended.Length + 1];
        key[0] = stored[^1].CallsId;
        for (var i = 0; i < appended.Length; i++)
        {
            key[i + 1] = appended[i].Id;
        }

        return new(key);
    }

    private static ChatMessage[] Messages(ReadOnlySpan<MessageVariant> variants)
    {
        var messages = new ChatMessage[variants.Length];
        for (var i = 0; i < variants.Length; i++)
        {
            messages[i] = variants[i].Message;
        }

        return messages;
    }
}
