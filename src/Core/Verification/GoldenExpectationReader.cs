using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>Reads what the oracle wrote into a golden file about its turns.</summary>
internal static class GoldenExpectationReader
{
    /// <summary>Reads the <c>expected</c> of a turn.</summary>
    public static GoldenTurnExpectation Read(JsonPlace expected)
    {
        var ids = expected["token_ids"].TokenIds();
        var origins = expected["origins"].Items()
            .Select(run => (Origin: run["origin"].Word<TokenOrigin>(), Count: run["count"].Count())).ToImmutableArray();
        var covered = origins.Sum(run => (long)run.Count);
        if (covered != ids.Length)
        {
            throw expected["origins"].Refusal($"the runs cover {covered} of {ids.Length} tokens.");
        }

        return new()
        {
            Parent = expected["parent"].Parent(),
            ReplacedCount = expected["replaced_count"].Int32(),
            PromptCount = expected["prompt_count"].Int32() is var count && count >= 0 && count <= ids.Length
                ? count
                : throw expected["prompt_count"].Refusal($"must be 0 to {ids.Length}, the number of token ids."),
            TokenIds = ids,
            Origins = origins,
            LossMask = ReadMask(expected["loss_mask"], ids.Length),
            Digest = expected["digest"].Digest(),
        };
    }

    /// <summary>A mask is written as run lengths that start with zeros: [12, 3] is twelve zeros and three ones.</summary>
    private static ImmutableArray<byte> ReadMask(JsonPlace runs, int length)
    {
        var mask = ImmutableArray.CreateBuilder<byte>(length);
        foreach (var (index, run) in runs.Items().Index())
        {
            var count = run.Count() is var number && number <= length - mask.Count
                ? number
                : throw run.Refusal($"must be a run length within the {length} tokens.");
            mask.AddRange(Enumerable.Repeat((byte)(index % 2), count));
        }

        return mask.Count == length
            ? mask.DrainToImmutable()
            : throw runs.Refusal($"the runs cover {mask.Count} of {length} tokens.");
    }
}
