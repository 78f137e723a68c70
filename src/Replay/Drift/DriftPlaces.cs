using System.Text;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Replay.Drift;

/// <summary>Makes the place of a first difference readable.</summary>
internal static class DriftPlaces
{
    private const int Before = 8;
    private const int After = 8;

    /// <summary>The first difference of two token sequences, or null where there is none.</summary>
    /// <param name="offset">What the index in the sequences is counted from: their place in a longer one.</param>
    /// <param name="old">The old tokens.</param>
    /// <param name="oldTokens">Reads their texts; null where nothing does.</param>
    /// <param name="new">The new tokens.</param>
    /// <param name="newTokens">Reads their texts; null where nothing does.</param>
    public static DriftPlace? Find(
        int offset, ReadOnlySpan<int> old, Tokenizer? oldTokens, ReadOnlySpan<int> @new, Tokenizer? newTokens) =>
        TokenDifference.Find(old, @new) is not { } difference ? null : new(
            offset + difference.Index,
            Token(difference.Expected, oldTokens),
            Token(difference.Actual, newTokens),
            Text(old[Math.Max(0, difference.Index - Before)..difference.Index], oldTokens),
            Text(old[Math.Min(difference.Index, old.Length)..Math.Min(old.Length, difference.Index + After)], oldTokens),
            Text(@new[Math.Min(difference.Index, @new.Length)..Math.Min(@new.Length, difference.Index + After)], newTokens));

    /// <summary>The text of tokens; empty where nothing reads them. An id without a text is written as its number.</summary>
    public static string Text(ReadOnlySpan<int> ids, Tokenizer? tokenizer)
    {
        var bytes = new List<byte>();
        foreach (var id in ids)
        {
            if (tokenizer is not null)
            {
                bytes.AddRange(tokenizer.HasToken(id) ? tokenizer.GetBytes(id) : Encoding.UTF8.GetBytes($"[{id}]"));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static DriftPlace.Token? Token(int? id, Tokenizer? tokenizer) => id is not { } number ? null
        : new(number, tokenizer?.HasToken(number) == true ? tokenizer.GetPiece(number) : null);
}
