using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Verification.Scenarios;

namespace Tito.Simulation.Generations;

/// <summary>What becomes of a request whose answer is recorded.</summary>
internal static class RecordedPlan
{
    private const int Unasked = 500;
    private const string Length = "length";

    /// <summary>The fault and the completion that a sample stands for.</summary>
    /// <param name="sample">The sample; null where the engine should not have been asked.</param>
    public static (SimulatedFault? Fault, PlannedCompletion? Plan) Of(ScenarioSample? sample) => sample switch
    {
        ScenarioSample.Completion whole => (null, Plan(whole.Tokens.Ids, whole.Tokens.Logprobs, End(whole), whole.WeightVersion)),
        ScenarioSample.Aborted(var tokens) => Broken(SimulatedFaultKind.Abort, tokens),
        ScenarioSample.Cut(var tokens) => Broken(SimulatedFaultKind.Drop, tokens),
        ScenarioSample.Status(var code) => (Refusal(code), null),
        _ => (Refusal(Unasked), null),
    };

    private static GenerationEnd End(ScenarioSample.Completion whole) => whole.FinishReason == Length ? new(EndKind.Length)
        : whole.Stop is { Text: { } text } ? new(EndKind.StopText, StopText: text)
        : whole.Stop is { TokenId: { } token } ? new(EndKind.StopToken, StopId: token)
        : new(EndKind.Eos);

    /// <summary>A completion that breaks off: the token after the last one never comes.</summary>
    private static (SimulatedFault? Fault, PlannedCompletion? Plan) Broken(SimulatedFaultKind kind, TokenSegment tokens) => (
        new(kind) { AfterTokens = tokens.Ids.Length },
        Plan(tokens.Ids.Add(0), tokens.Logprobs.Add(0), new(EndKind.Length), version: null));

    private static SimulatedFault Refusal(int status) => new(SimulatedFaultKind.Refuse) { Status = status, RetryAfter = null };

    private static PlannedCompletion Plan(ImmutableArray<int> ids, ImmutableArray<float> logprobs, GenerationEnd end, string? version)
    {
        using var builder = new DigestBuilder();
        return new(ids, logprobs, end, builder.Add("tito-recorded-1").Add(LittleEndian.FromInt32(ids.AsSpan())).Build())
        {
            IsRecorded = true,
            WeightVersion = version,
        };
    }
}
