using System.Collections.Immutable;
using System.Text;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Simulation.Scenarios;

/// <summary>
/// Writes answers in tokens that no tokenizer would choose: texts are cut at seeded places, each part is tokenized on its own, and now and
/// then a part's first character is written in the tokens of its bytes.
/// </summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="bytes">The token of each byte.</param>
/// <param name="random">Decides where.</param>
internal sealed class SeededSpelling(Tokenizer tokenizer, ImmutableArray<int> bytes, SplitMix64 random)
{
    private const int CharactersPerCut = 12;
    private const int OneInBytes = 8;
    private const int LogprobSteps = 255;
    private const float LogprobStep = 1 / 64f;

    /// <summary>The tokens of an answer, with logprobs from -1/64 to -255/64.</summary>
    public TokenSegment Write(AnswerRecipe answer)
    {
        var ids = ImmutableArray.CreateBuilder<int>();
        foreach (var piece in answer.Pieces)
        {
            if (piece.Marker is { } marker)
            {
                ids.Add(marker);
            }
            else
            {
                Spell(ids, [.. piece.Text.EnumerateRunes()]);
            }
        }

        var logprobs = ImmutableArray.CreateBuilder<float>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            logprobs.Add(-(1 + random.Below(LogprobSteps)) * LogprobStep);
        }

        return TokenSegment.Sampled(ids.DrainToImmutable(), logprobs.DrainToImmutable());
    }

    private void Spell(ImmutableArray<int>.Builder ids, ReadOnlySpan<Rune> text)
    {
        var places = new SortedSet<int>();
        for (var cut = 0; text.Length > 1 && cut < (text.Length + CharactersPerCut - 1) / CharactersPerCut; cut++)
        {
            places.Add(1 + random.Below(text.Length - 1));
        }

        Span<byte> utf8 = stackalloc byte[4];
        var start = 0;
        foreach (var end in places.Append(text.Length))
        {
            var part = text[start..end];
            start = end;
            if (random.Below(OneInBytes) == 0)
            {
                foreach (var letter in utf8[..part[0].EncodeToUtf8(utf8)])
                {
                    ids.Add(bytes[letter]);
                }

                part = part[1..];
            }

            ids.AddRange(tokenizer.Encode(TextOf(part), SpecialTokens.Parse));
        }
    }

    private static string TextOf(ReadOnlySpan<Rune> runes)
    {
        var text = new StringBuilder();
        foreach (var rune in runes)
        {
            text.Append(rune);
        }

        return text.ToString();
    }
}
