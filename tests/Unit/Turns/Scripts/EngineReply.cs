using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Problems;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>What the engine of a script hands to the real server.</summary>
internal static class EngineReply
{
    public static InferenceOutcome Of(ScriptFamily family, Reply reply, InferenceRequest request) => reply switch
    {
        Reply.Answers answer => Completed(
            [.. ExpectedTokens.Bytes(answer.Text), .. ExpectedTokens.EndOf(family, answer.End)], answer.Message.Json(0), answer.FinishReason, request),
        Reply.Babbles => Completed([1], """{"role":"robot"}""", "stop", request),
        Reply.Fails(ProblemCode.EngineError) => new InferenceOutcome.Rejected(500, "text/plain", "out of memory"u8.ToArray()),
        Reply.Fails(ProblemCode.EngineInvalidAnswer) => new InferenceOutcome.Nonsense("no token ids"),
        Reply.Fails(ProblemCode.EngineUnreachable) => new InferenceOutcome.Unreachable("refused"),
        _ => new InferenceOutcome.TimedOut(TimeSpan.FromSeconds(600)),
    };

    private static InferenceOutcome.Completed Completed(ImmutableArray<int> ids, string message, string finishReason, InferenceRequest request) => new(new()
    {
        Engine = "hand",
        Completion = TokenSegment.Sampled(ids, [.. Enumerable.Repeat(-0.5f, ids.Length)]),
        FinishReason = finishReason,
        Facts = new("r", request.Prompt.Ids.Length, CachedTokens: 0, WeightVersion: "v1"),
        Parsed = JsonElement.Parse(message),
        SentFields = request.Fields.Clone(),
        Extra = JsonElement.Parse("""{"id":"r"}"""),
    });
}
