using System.Collections.Immutable;
using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.AddedTokens;

/// <summary>Cuts added tokens out of a text by their flags.</summary>
/// <remarks>
/// The rules are those of the reference's <c>AddedVocabulary::find_matches</c>: the leftmost match wins and at one place the longest;
/// a match that its flags refuse is skipped as a whole; swallowed white space never reaches back into the match before. Immutable and
/// thread-safe.
/// </remarks>
internal sealed class AddedTokenMatcher
{
    /// <summary>An added token found in a text.</summary>
    /// <param name="Id">The id that stands for the match.</param>
    /// <param name="Start">The index of the first UTF-16 unit that it takes, with the white space that it swallows.</param>
    /// <param name="End">The index after the last unit that it takes.</param>
    /// <param name="Resume">Where the search for the next one goes on: after its content, whatever it swallows.</param>
    internal readonly record struct Match(int Id, int Start, int End, int Resume);

    private readonly ImmutableArray<AddedToken> _tokens;
    private readonly ContentTrie _trie;

    /// <param name="tokens">The tokens to look for.</param>
    /// <param name="contents">What is looked for, one text for each token: its content, normalized where it asks for that.</param>
    public AddedTokenMatcher(ImmutableArray<AddedToken> tokens, IReadOnlyList<string> contents) =>
        (_tokens, _trie) = (tokens, new(contents));

    /// <summary>The next added token.</summary>
    /// <param name="text">Without lone surrogates.</param>
    /// <param name="done">The end of the match before, or 0: no match starts to swallow before it.</param>
    /// <param name="from">Where the search starts: the match before's <see cref="Match.Resume"/>, or 0.</param>
    /// <param name="handling">Whether special tokens match.</param>
    public Match? Next(ReadOnlySpan<char> text, int done, int from, SpecialTokens handling)
    {
        while (_trie.Find(text, from) is var (entry, start, length))
        {
            from = start + length;
            var token = _tokens[entry];
            if ((handling == SpecialTokens.AsText && token.Special) || (token.SingleWord && TouchesWord(text, start, from)))
            {
                continue;
            }

            var first = token.LeftStrip ? int.Max(done, text[..start].TrimEnd().Length) : start;
            var end = token.RightStrip ? text.Length - text[from..].TrimStart().Length : from;
            return new(token.Id, first, end, from);
        }

        return null;
    }

    private static bool TouchesWord(ReadOnlySpan<char> text, int start, int end) =>
        ((Scalars.ClassOfLast(text[..start]) | Scalars.ClassOfFirst(text[end..])) & ScalarClass.Word) != 0;
}
