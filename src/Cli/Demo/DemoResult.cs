using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Cli.Demo;

/// <summary>The result of a demo: its turns, its sample, and whether every claim held.</summary>
internal sealed record DemoResult
{
    /// <summary>The session's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>When the session was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The turns in commit order.</summary>
    public required ImmutableArray<DemoTurn> Turns { get; init; }

    /// <summary>The last digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The first training sample.</summary>
    public required DemoSample Sample { get; init; }

    /// <summary>The claims.</summary>
    public required ImmutableArray<Check> Checks { get; init; }

    /// <summary>Holds what the server says against what the client saw.</summary>
    public static DemoResult Judge(
        string sessionId, DateTimeOffset openedAt, ImmutableArray<DemoTurn> turns, JsonElement view, byte[] samples, Tokenizer tokenizer)
    {
        var metadata = view.GetProperty("metadata");
        var path = Path(turns);
        var last = turns[^1];
        var sample = DemoSample.Read(samples);
        var digest = metadata.GetProperty("digest").GetString()!;
        var mismatches = metadata.TryGetProperty("tito_session_mismatch", out var found) ? found.GetArrayLength() : -1;
        var splits = last.Tokens.Length - tokenizer.Encode(tokenizer.Decode(last.Tokens.AsSpan(), false), SpecialTokens.Parse).Length;
        var sampled = path.Sum(turn => turn.Count(TokenOrigin.Model));
        return new()
        {
            SessionId = sessionId,
            OpenedAt = openedAt,
            Turns = turns,
            Digest = digest,
            Sample = sample,
            Checks =
            [
                new(
                    "Every prompt begins with the tokens before it",
                    Continues(turns),
                    $"{turns.Length} turns, {last.Tokens.Length} tokens"),
                new("What the engine sampled is what the session holds", path.All(HoldsCompletion), $"{sampled} sampled tokens"),
                new("Re-tokenizing would have lost tokens", splits > 0, $"a tokenizer writes the same text with {splits} tokens less"),
                new("The comparator finds no difference", mismatches == 0, mismatches < 0 ? "no verdict" : $"{mismatches} mismatches"),
                new("The digest is the last turn's", digest == last.Digest, digest),
                new(
                    "The sample trains on the sampled tokens alone",
                    sample.TokenCount == last.Tokens.Length && sample.TrainedCount == sampled,
                    $"{sample.TrainedCount} of {sample.ResponseCount} response tokens"),
            ],
        };
    }

    /// <summary>One thing that the demo proves.</summary>
    /// <param name="Name">The claim.</param>
    /// <param name="Held">Whether it held.</param>
    /// <param name="Detail">What was seen.</param>
    internal sealed record Check(string Name, bool Held, string Detail);

    /// <summary>The turns that are left when every retry has taken back the turn before it.</summary>
    private static List<DemoTurn> Path(ImmutableArray<DemoTurn> turns) =>
        [.. turns.Where((_, i) => i + 1 == turns.Length || !turns[i + 1].Step.RollsBack)];

    private static bool Continues(ImmutableArray<DemoTurn> turns)
    {
        var before = ImmutableArray<int>.Empty;
        foreach (var turn in Path(turns))
        {
            if (turn.PrefixCount != before.Length || !turn.Tokens.AsSpan().StartsWith(before.AsSpan()))
            {
                return false;
            }

            before = turn.Tokens;
        }

        return true;
    }

    private static bool HoldsCompletion(DemoTurn turn)
    {
        var triples = turn.Response.GetProperty("choices")[0].GetProperty("meta_info").GetProperty("output_token_logprobs");
        var sampled = triples.EnumerateArray().Select(triple => triple[1].GetInt32());
        return turn.Tokens.TakeLast(triples.GetArrayLength()).SequenceEqual(sampled);
    }
}
