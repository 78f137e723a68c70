using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Tokenizers;
using static Tito.Core.Rendering.SmallConversation;

namespace Tito.Core.Rendering;

/// <summary>Finds the text with which a model's own segments begin, for families that do not say it.</summary>
public static class AssistantStart
{
    /// <summary>
    /// The common beginning of generation prompt and assistant turns: a special token and the text after it, up to the next special
    /// token. Empty where they share none, or where the template refuses such a small conversation.
    /// </summary>
    public static string Detect(ChatRenderer renderer)
    {
        try
        {
            var user = Render(renderer, [User], generate: false);
            var opening = Behind(user, Render(renderer, [User], generate: true));
            foreach (var turn in (ReadOnlySpan<ChatMessage>)[Assistant, Thinking])
            {
                opening = opening[..opening.AsSpan().CommonPrefixLength(Behind(user, Render(renderer, [User, turn], generate: false)))];
            }

            return FirstSegment(renderer, opening);
        }
        catch (RenderException)
        {
            return "";
        }
    }

    private static string FirstSegment(ChatRenderer renderer, string opening)
    {
        var boundaries = renderer.Tokenizer.AddedTokens
            .Where(token => IsBoundary(renderer.Family, token)).Select(token => token.Id).ToHashSet();
        var ids = renderer.Encode(opening);
        if (ids.IsEmpty || !boundaries.Contains(ids[0]))
        {
            return "";
        }

        var end = 1;
        while (end < ids.Length && !boundaries.Contains(ids[end]))
        {
            end++;
        }

        return renderer.Tokenizer.Decode(ids.AsSpan()[..end], skipSpecialTokens: false);
    }

    private static bool IsBoundary(Family family, AddedToken token) =>
        (family.BoundaryOnly.IsEmpty ? token.Special : family.BoundaryOnly.Contains(token.Content))
            && !family.BoundaryExclusions.Contains(token.Content);

    private static string Behind(string shorter, string longer) =>
        longer.StartsWith(shorter, StringComparison.Ordinal) ? longer[shorter.Length..] : "";
}
