using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Inspector;

/// <summary>
/// A stored turn with an id for which the model has weights and the tokenizer has no text, as Qwen3's 151,936 rows allow. Earlier releases
/// took such turns.
/// </summary>
internal static class UnknownId
{
    public const int Id = 151_900;

    /// <summary>Stores it as the session's first turn.</summary>
    public static async Task StoreAsync(ScriptedSession session)
    {
        var ends = TestContext.Current.CancellationToken;
        var stored = (await session.Journal.LoadAsync(session.Id, ends))!;
        var prompt = ServedModel.Tokenizer.Encode("<|im_start|>user\nu<|im_end|>\n<|im_start|>assistant\n", SpecialTokens.Parse);
        var turn = stored.Trajectory.Restore(null, new()
        {
            Appended = [ChatMessage.Parse(JsonElement.Parse("""{"role":"user","content":"u"}"""), "message")],
            Assistant = ChatMessage.Parse(JsonElement.Parse("""{"role":"assistant","content":"x"}"""), "message"),
            PromptSegments = [TokenSegment.Given(TokenOrigin.Prompt, prompt)],
            Completion = TokenSegment.Sampled([Id, 151_645], [-0.1f, -0.1f]),
            FinishReason = "stop",
            Exchange = new() { RequestedAt = default, CompletedAt = default, Request = JsonElement.Parse("{}"), Response = JsonElement.Parse("{}") },
        }).Active!;
        var intent = new TurnIntent
        {
            Key = "k",
            IsGenerated = true,
            AttemptId = "1",
            RequestDigest = default,
            Parent = null,
            TurnCount = 0,
            StartedAt = default,
            ExpiresAt = default,
        };
        await session.Journal.BeginAsync(session.Id, intent, ends);
        Assert.IsType<AppendOutcome.Appended>(await session.Journal.AppendAsync(session.Id, turn, stored.Head.Fence, intent, ends));
    }
}
