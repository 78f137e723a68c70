using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Tito.Tokenizers.Models;
using Tito.Tokenizers.PreTokenization;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads a tiktoken rank file.</summary>
/// <remarks>
/// Tiktoken looks a whole piece up first; else it merges the two neighbours whose bytes together have the lowest rank. The first is
/// <c>ignore_merges</c>, the second a merge for each way to cut a token into two tokens, with the token's rank; so a rank file becomes a
/// <c>tokenizer.json</c> without its vocabulary, and the rest is one path.
/// </remarks>
internal static class TiktokenReader
{
    /// <summary>Makes the tokenizer of a rank file.</summary>
    /// <param name="rankFile">The file, which the identity binds.</param>
    /// <param name="tokens">What <see cref="ReadTokens"/> read from it.</param>
    /// <param name="pattern">What text is cut by.</param>
    /// <param name="addedTokens">With ids after the ranks.</param>
    /// <exception cref="AssetException">A byte has no token, or the pattern is not known.</exception>
    public static Tokenizer Build(ReadOnlySpan<byte> rankFile, TokenTable tokens, string pattern, IEnumerable<AddedToken> addedTokens)
    {
        var index = new TokenIndex(tokens);
        var merges = new List<Merge>();
        for (var id = 0; id < tokens.Count; id++)
        {
            for (var cut = 1; cut < tokens[id].Length; cut++)
            {
                if (index.TryGetId(tokens[id][..cut], out var left) && index.TryGetId(tokens[id][cut..], out var right))
                {
                    merges.Add(new(left, right, id, id));
                }
            }
        }

        var vocabulary = new Vocabulary(tokens.Rewrite(growth: 2, ByteAlphabet.Write), [.. merges]);
        var json = MakeSettings(pattern, addedTokens);
        var settings = new TokenizerSettings(AssetIdentity.Of(rankFile, json), json, AddedIdRule.AsGiven);
        return TokenizerReader.WithJson(json, root => TokenizerBuilder.Build(settings, vocabulary, root));
    }

    /// <summary>The tokens of a rank file by their ranks.</summary>
    /// <exception cref="AssetException">A line is broken; names it.</exception>
    public static TokenTable ReadTokens(ReadOnlySpan<byte> rankFile)
    {
        // Microsoft.ML.Tokenizers.Data writes how many lines follow first, and leaves the ranks out.
        var hasRanks = !rankFile.StartsWith("Capacity: "u8);
        var start = hasRanks ? 0 : rankFile.IndexOf((byte)'\n') + 1;
        var tokens = new List<byte[]>();
        foreach (var range in rankFile[start..].Split((byte)'\n'))
        {
            var line = rankFile[start..][range].TrimEnd((byte)'\r');
            if (!line.IsEmpty)
            {
                tokens.Add(ReadToken(line, hasRanks, tokens.Count));
            }
        }

        return TokenTable.Of(tokens);
    }

    private static byte[] ReadToken(ReadOnlySpan<byte> line, bool hasRank, int expectedRank)
    {
        var space = hasRank ? line.IndexOf((byte)' ') : line.Length;
        var buffer = new byte[line.Length];
        if (space > 0
            && Base64.DecodeFromUtf8(line[..space], buffer, out _, out var length) == OperationStatus.Done
            && length > 0
            && (!hasRank || (Utf8Parser.TryParse(line[(space + 1)..], out int rank, out var digits)
                && digits == line.Length - space - 1
                && rank == expectedRank)))
        {
            return buffer[..length];
        }

        throw new AssetException($"line {expectedRank + 1}", $"must be a token in Base64, a space and the rank {expectedRank}.");
    }

    private static byte[] MakeSettings(string pattern, IEnumerable<AddedToken> addedTokens)
    {
        var split = new JsonObject
        {
            ["type"] = "Split",
            ["pattern"] = new JsonObject { ["Regex"] = pattern },
            ["behavior"] = nameof(SplitBehavior.Isolated),
            ["invert"] = false,
        };
        var byteLevel = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = false };
        var settings = new JsonObject
        {
            ["added_tokens"] = AddedTokenJson.Of(addedTokens),
            ["pre_tokenizer"] = new JsonObject { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(split, byteLevel) },
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject { ["type"] = "BPE", ["ignore_merges"] = true },
        };
        return Encoding.UTF8.GetBytes(settings.ToJsonString());
    }
}
