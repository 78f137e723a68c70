using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>Reads what the oracle wrote into a golden file about its turns.</summary>
internal static class GoldenExpectationReader
{
    /// <summary>Reads the <c>expected</c> of a turn.</summary>
    public static GoldenTurnExpectation Read(JsonElement expected, string at)
    {
        var ids = GoldenField.Int32Array(expected, "token_ids", $"{at}.token_ids");
        var origins = GoldenField.Array(expected, "origins", $"{at}.origins").Select((run, i) => ReadRun(run, $"{at}.origins[{i}]")).ToImmutableArray();
        var covered = origins.Sum(run => (long)run.Count);
        if (covered != ids.Length)
        {
            throw new GoldenFormatException($"{at}.origins", $"the runs cover {covered} of {ids.Length} tokens.");
        }

        return new()
        {
            Parent = GoldenField.Parent(expected, "parent", $"{at}.parent"),
            ReplacedCount = GoldenField.Int32(expected, "replaced_count", $"{at}.replaced_count"),
            PromptCount = GoldenField.Int32(expected, "prompt_count", $"{at}.prompt_count") is var count && count >= 0 && count <= ids.Length
                ? count
                : throw new GoldenFormatException($"{at}.prompt_count", $"must be 0 to {ids.Length}, the number of token ids."),
            TokenIds = ids,
            Origins = origins,
            LossMask = ReadMask(GoldenField.Array(expected, "loss_mask", $"{at}.loss_mask"), ids.Length, $"{at}.loss_mask"),
            Digest = GoldenField.Digest(expected, "digest", $"{at}.digest"),
        };
    }

    private static (TokenOrigin Origin, int Count) ReadRun(JsonElement run, string at) =>
        (OriginName.Read(run, $"{at}.origin"),
        GoldenField.Int32(run, "count", $"{at}.count") is var count and >= 0
            ? count
            : throw new GoldenFormatException($"{at}.count", "must be 0 or more."));

    /// <summary>A mask is written as run lengths that start with zeros: [12, 3] is twelve zeros and three ones.</summary>
    private static ImmutableArray<byte> ReadMask(IEnumerable<JsonElement> runs, int length, string at)
    {
        var mask = ImmutableArray.CreateBuilder<byte>(length);
        foreach (var (index, run) in runs.Index())
        {
            var count = run.ValueKind == JsonValueKind.Number && run.TryGetInt32(out var number) && number >= 0 && number <= length - mask.Count
                ? number
                : throw new GoldenFormatException($"{at}[{index}]", $"must be a run length within the {length} tokens.");
            mask.AddRange(Enumerable.Repeat((byte)(index % 2), count));
        }

        return mask.Count == length
            ? mask.DrainToImmutable()
            : throw new GoldenFormatException(at, $"the runs cover {mask.Count} of {length} tokens.");
    }
}
