using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Tokenizers;
using static Tito.Core.Rendering.SmallConversation;

namespace Tito.Core.Rendering;

/// <summary>Looks the stop tokens of a family up in a tokenizer, and finds them by rendering for families that do not say them.</summary>
internal static class EndTokensFinder
{
    /// <summary>The stop tokens of a renderer's model.</summary>
    /// <param name="renderer">Family, template and tokenizer.</param>
    /// <param name="specialTokens">The checkpoint's special tokens by name.</param>
    /// <exception cref="AssetException">The tokenizer lacks one that the family names as its own.</exception>
    public static EndTokens Find(ChatRenderer renderer, ImmutableArray<KeyValuePair<string, string>> specialTokens)
    {
        var (family, tokenizer) = (renderer.Family, renderer.Tokenizer);
        ImmutableArray<int> own = family.StopTokens.IsEmpty
            ? Detect(renderer) is { } found ? [found] : []
            : [
                tokenizer.SingleId(family.StopTokens[0], family.Name),
                .. family.StopTokens.Skip(1).SelectMany(text => Single(tokenizer, text)),
            ];
        if (own.IsEmpty)
        {
            return EndTokens.Unknown;
        }

        var foreign = family.ForeignStopTokens.Concat(specialTokens.Where(token => token.Key == "eos_token").Select(token => token.Value))
            .SelectMany(text => Single(tokenizer, text)).Where(tokenizer.IsSpecial).Distinct();
        return new()
        {
            Own = own,
            Foreign = [.. foreign.Except(own)],
            Closing = family.StopTokens.IsEmpty ? own : Ids(tokenizer, family, family.ClosingTokens),
            Bare = Ids(tokenizer, family, family.BareTokens),
        };
    }

    /// <summary>
    /// The special token that the template writes after an assistant's text, at the end of the conversation as before a later message.
    /// Null where it writes none or another one there, or refuses such a small conversation.
    /// </summary>
    private static int? Detect(ChatRenderer renderer)
    {
        try
        {
            var (last, middle) = (FirstAfter(renderer, [User, Assistant]), FirstAfter(renderer, [User, Assistant, User]));
            return last is { } id && last == middle && renderer.Tokenizer.IsSpecial(id) ? id : null;
        }
        catch (RenderException)
        {
            return null;
        }
    }

    private static int? FirstAfter(ChatRenderer renderer, IReadOnlyList<ChatMessage> messages) =>
        After(renderer, messages) is { } text && renderer.Encode(text) is [var id, ..] ? id : null;

    private static ImmutableArray<int> Ids(Tokenizer tokenizer, Family family, ImmutableArray<string> texts) =>
        [.. texts.Select(text => tokenizer.SingleId(text, family.Name))];

    /// <summary>The token of a text that may be missing: checkpoints of one family differ in what the format does not need.</summary>
    private static IEnumerable<int> Single(Tokenizer tokenizer, string text) =>
        tokenizer.Encode(text, SpecialTokens.Parse) is [var id] ? [id] : [];
}
