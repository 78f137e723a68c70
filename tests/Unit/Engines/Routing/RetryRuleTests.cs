using Tito.Core.Inference;
using Tito.Engines.Routing;

namespace Tito.Tests.Unit.Engines.Routing;

public sealed class RetryRuleTests
{
    public static TheoryData<string, InferenceOutcome, bool> Outcomes => new()
    {
        { "refused before it was sent", new InferenceOutcome.Unreachable("x") { IsUnsent = true }, true },
        { "broke", new InferenceOutcome.Unreachable("x"), false },
        { "429", new InferenceOutcome.Rejected(429, null, default), true },
        { "503", new InferenceOutcome.Rejected(503, null, default), true },
        { "503 of a running request", new InferenceOutcome.Rejected(503, null, default) { MayHaveSampled = true }, false },
        { "429 of a running request", new InferenceOutcome.Rejected(429, null, default) { MayHaveSampled = true }, false },
        { "500", new InferenceOutcome.Rejected(500, null, default), false },
        { "502", new InferenceOutcome.Rejected(502, null, default), false },
        { "400", new InferenceOutcome.Rejected(400, null, default), false },
        { "nonsense", new InferenceOutcome.Nonsense("x"), false },
        { "too late", new InferenceOutcome.TimedOut(TimeSpan.FromSeconds(1)), false },
        { "nobody", new InferenceOutcome.NotSent(NotSentReason.Busy, "x", TimeSpan.FromSeconds(1)), false },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void MayRetry_OfEachOutcome_IsTrueWhereNoTokenCanHaveBeenSampled(string name, InferenceOutcome outcome, bool may)
    {
        Assert.NotEmpty(name);
        Assert.Equal(may, RetryRule.MayRetry(outcome));
    }

    [Fact]
    public void MayRetry_OfACompletion_IsFalse() => Assert.False(RetryRule.MayRetry(HandEngine.Said("1")));
}
