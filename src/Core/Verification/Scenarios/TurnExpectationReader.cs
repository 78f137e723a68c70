using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification.Scenarios;

/// <summary>Reads what a turn of a scenario must come to.</summary>
internal static class TurnExpectationReader
{
    private static readonly ImmutableArray<string> Fields =
        ["parent", "replaced_count", "prompt", "prompt_count", "token_count", "origins", "loss_mask", "end", "digest"];

    private static readonly ImmutableArray<string> RunFields = ["origin", "count"];

    /// <summary>Reads the member <c>turn</c> of an expectation.</summary>
    public static TurnExpectation Read(JsonPlace turn)
    {
        var expected = new TurnExpectation
        {
            Parent = turn.Object(Fields)["parent"].Present is { } parent ? parent.Parent() ?? -1 : null,
            ReplacedCount = turn["replaced_count"].Present?.Count(),
            Prompt = turn["prompt"].Present?.TokenIds(),
            PromptCount = turn["prompt_count"].Present?.Count(),
            TokenCount = turn["token_count"].Present?.Count(),
            Origins = turn["origins"].Present is { } origins ? [.. origins.Items().Select(ReadRun)] : null,
            LossMask = turn["loss_mask"].Present is { } mask ? [.. mask.Items().Select(run => run.Count())] : null,
            End = turn["end"].Present?.Word<EndKind>(),
            Digest = turn["digest"].Present?.Digest(),
        };
        var added = expected.Prompt?.Length + (long?)(expected.TokenCount - expected.PromptCount);
        RequireCovered(turn["origins"], expected.Origins?.Sum(run => (long)run.Count), added);
        RequireCovered(turn["loss_mask"], expected.LossMask?.Sum(run => (long)run), added);
        return expected;
    }

    private static (TokenOrigin Origin, int Count) ReadRun(JsonPlace run) => run.Object(RunFields)["count"].Count() is > 0 and var count
        ? (run["origin"].Word<TokenOrigin>(), count)
        : throw run["count"].Refusal("must be 1 or more.");

    private static void RequireCovered(JsonPlace runs, long? covered, long? count)
    {
        if (covered is not null && count is not null && covered != count)
        {
            throw runs.Refusal($"the runs cover {covered} tokens, and the turn adds {count}.");
        }
    }
}
