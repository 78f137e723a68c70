using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Server.Verification;

namespace Tito.Tests.Integration.Nightly;

/// <summary>What a webhook is told adds up.</summary>
public sealed class WebhookBodyTests
{
    [Fact]
    public void Write_OfMoreFailuresThanAreKept_CountsAllOfThemByTheirCauses()
    {
        ImmutableArray<ShardResult> results = [Of((LikelyCause.RowsChanged, 40), (LikelyCause.Unknown, 1)), Of((LikelyCause.RowsChanged, 2)), Of()];
        var told = JsonElement.Parse(WebhookBody.Write(new(
            new() { Id = "r", Trigger = VerificationTrigger.Nightly, StartedAt = default, Fingerprints = [] },
            [.. results.Select((result, index) => (new VerificationShard(index, ShardKind.Sessions, null, ["s"]), (ShardResult?)result))],
            RunSummary.Of(results, default),
            null)).Span);

        Assert.Equal(43, told.GetProperty("failures").GetInt32());
        Assert.Equal("{\"unknown\":1,\"rows_changed\":42}", told.GetProperty("causes").GetRawText());
    }

    private static ShardResult Of(params (LikelyCause Cause, int Count)[] causes) => new()
    {
        Outcome = ShardOutcome.Red,
        FinishedAt = default,
        FailureCount = causes.Sum(cause => cause.Count),
        Failures = [.. causes.Select(cause => new VerificationFailure { Item = "s", What = "w", Cause = cause.Cause, Detail = "d" })],
        Causes = causes.ToImmutableSortedDictionary(cause => cause.Cause, cause => cause.Count),
    };
}
