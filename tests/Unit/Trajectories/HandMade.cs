using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Turns whose every byte is known.</summary>
internal static class HandMade
{
    public static readonly Digest Genesis = Digest.Of(Encoding.ASCII.GetBytes("genesis"));

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A root: user message, prompt [1 2 3], completion [4 5].</summary>
    public static TurnContent First => Content(
        [Chat.Message("""{"role":"user","content":"Hé\n"}""")],
        Chat.Message("""{"role":"assistant","content":"ok","x":1.0}"""),
        [TokenSegment.Given(TokenOrigin.Prompt, [1, 2, 3])],
        TokenSegment.Sampled([4, 5], [-0.5f, -0.25f])) with
    {
        Exchange = new()
        {
            RequestedAt = Noon,
            CompletedAt = Noon.AddMilliseconds(1500),
            Engine = "sglang-chat",
            ResponseId = "r",
            Request = JsonElement.Parse("""{"temperature":1.0}"""),
            Response = JsonElement.Parse("""{"id":"r"}"""),
            PromptTokens = 3,
            CachedTokens = 0,
            WeightVersion = "v7",
        },
    };

    /// <summary>What follows <see cref="First"/>: tool result, patch [198], suffix [6 7], completion [8].</summary>
    public static TurnContent Second => Content(
        [Chat.Message("""{"role":"tool","content":"t"}""")],
        Chat.Message("""{"role":"assistant","content":""}"""),
        [TokenSegment.Given(TokenOrigin.Splice, [198]), TokenSegment.Given(TokenOrigin.Environment, [6, 7])],
        TokenSegment.Sampled([8], [-1.5f])) with
    {
        FinishReason = "length",
    };

    /// <summary>A turn that stopped by itself, with an exchange that says nothing.</summary>
    public static TurnContent Content(
        ImmutableArray<ChatMessage> appended, ChatMessage assistant, ImmutableArray<TokenSegment> prompt, TokenSegment completion) => new()
        {
            Appended = appended,
            Assistant = assistant,
            PromptSegments = prompt,
            Completion = completion,
            FinishReason = "stop",
            Exchange = new()
            {
                RequestedAt = Noon,
                CompletedAt = Noon,
                Request = JsonElement.Parse("{}"),
                Response = JsonElement.Parse("{}"),
            },
        };

    /// <summary>A root that was planned and sampled, not read from a store.</summary>
    public static Turn Committed(TurnContent content) => Trajectory.Start(Genesis).Commit(
        new(
            null,
            content.Appended,
            content.Inputs,
            new(content.PromptSegments.Aggregate(TokenBuffer.Empty, (buffer, segment) => buffer.Append(segment)), content.PromptSegments, replacedCount: 0)),
        new() { Assistant = content.Assistant, Completion = content.Completion, FinishReason = content.FinishReason, Exchange = content.Exchange }).Active!;

    /// <summary>A turn of which only the messages matter: one prompt token and one completion token.</summary>
    public static TurnContent Talk(ImmutableArray<ChatMessage> appended, ChatMessage assistant) =>
        Content(appended, assistant, [TokenSegment.Given(TokenOrigin.Environment, [1])], TokenSegment.Sampled([2], [-1f]));
}
