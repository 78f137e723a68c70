using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Messages;
using static Tito.Core.Rendering.SmallConversation;

namespace Tito.Core.Rendering;

/// <summary>Finds the tokens with which turns open and end.</summary>
/// <remarks>
/// A checkpoint's flags do not say it: DeepSeek's <c>&lt;｜User｜&gt;</c> and <c>&lt;｜Assistant｜&gt;</c> are not special in the published
/// files.
/// </remarks>
internal static class TurnTokens
{
    private static readonly ImmutableArray<ImmutableArray<ChatMessage>> Conversations = [[Instructions, User], [User, Assistant, User]];

    /// <summary>
    /// The texts of the special tokens, of those that the family names and of those that the template writes around texts, in the order of
    /// the tokenizer. The tags of thinking are content, whoever writes them, and so is white space.
    /// </summary>
    /// <param name="renderer">Family, template and tokenizer.</param>
    public static ImmutableArray<string> Of(ChatRenderer renderer)
    {
        var family = renderer.Family;
        HashSet<string> named =
            [.. family.RequiredTokens, .. family.BoundaryOnly, .. family.StopTokens, .. family.ClosingTokens, .. family.BareTokens];
        HashSet<int> written = [.. Conversations.SelectMany(conversation => Written(renderer, conversation))];
        return
        [
            .. renderer.Tokenizer.AddedTokens
                .Where(token => token.Special
                    || ((named.Contains(token.Content) || written.Contains(token.Id)) && !IsContent(token.Content)))
                .Select(token => token.Content),
        ];
    }

    private static bool IsContent(string text) =>
        text is CompletionFormat.ThinkOpen or CompletionFormat.ThinkClose || string.IsNullOrWhiteSpace(text);

    private static ImmutableArray<int> Written(ChatRenderer renderer, ImmutableArray<ChatMessage> conversation)
    {
        try
        {
            return renderer.Encode(Render(renderer, conversation, generate: false));
        }
        catch (RenderException)
        {
            return [];
        }
    }
}
