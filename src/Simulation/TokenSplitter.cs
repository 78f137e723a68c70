using System.Collections.Immutable;
using System.Text;
using Tito.Tokenizers;

namespace Tito.Simulation;

/// <summary>Spells a text with other tokens than the tokenizer would, as a model that samples does.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class TokenSplitter
{
    private readonly Tokenizer _tokenizer;
    private readonly int _oneIn;
    private readonly HashSet<int> _whole;
    private readonly Dictionary<string, int> _ids; // From a token's bytes, one Latin-1 character each, to its id.

    /// <summary>A splitter for one vocabulary; it costs a pass over all tokens.</summary>
    /// <param name="tokenizer">The vocabulary.</param>
    /// <param name="oneIn">Of how many tokens that can be split one is, 1 or more.</param>
    public TokenSplitter(Tokenizer tokenizer, int oneIn)
    {
        (_tokenizer, _oneIn) = (tokenizer, oneIn);
        _whole = [.. tokenizer.AddedTokens.Select(token => token.Id)]; // Special or not, models know them as one.
        _ids = new(tokenizer.VocabularySize, StringComparer.Ordinal);
        for (var id = 0; id < tokenizer.VocabularySize; id++)
        {
            if (!_whole.Contains(id))
            {
                _ids.TryAdd(Bytes(id), id);
            }
        }
    }

    /// <summary>
    /// Replaces tokens by two that have the same bytes together: always the first that can be split, so that no completion is
    /// canonical by chance, and one in some of the others. Added tokens stay whole.
    /// </summary>
    public ImmutableArray<int> Split(ImmutableArray<int> canonical, SeededRandom random)
    {
        var ids = ImmutableArray.CreateBuilder<int>(canonical.Length);
        var splits = 0;
        foreach (var id in canonical)
        {
            if (!_whole.Contains(id) && (splits == 0 || random.OneIn(_oneIn)) && Cut(id, random) is var (left, right))
            {
                ids.Add(left);
                ids.Add(right);
                splits++;
            }
            else
            {
                ids.Add(id);
            }
        }

        return ids.DrainToImmutable();
    }

    private (int Left, int Right)? Cut(int id, SeededRandom random)
    {
        var bytes = Bytes(id);
        var cuts = ImmutableArray.CreateBuilder<(int, int)>();
        for (var at = 1; at < bytes.Length; at++)
        {
            if (_ids.TryGetValue(bytes[..at], out var left) && _ids.TryGetValue(bytes[at..], out var right))
            {
                cuts.Add((left, right));
            }
        }

        return cuts.Count == 0 ? null : random.Pick(cuts.ToImmutable());
    }

    private string Bytes(int id) => Encoding.Latin1.GetString(_tokenizer.GetBytes(id));
}
