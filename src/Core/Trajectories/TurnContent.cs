using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>The content that one generation adds to a trajectory: the part of a turn that is stored and that its digest binds.</summary>
public sealed record TurnContent
{
    /// <summary>The messages that came between the parent and this generation, as the client sent them; empty for a regeneration.</summary>
    public required ImmutableArray<ChatMessage> Appended { get; init; }

    /// <summary>The assistant message as the engine returned it.</summary>
    public required ChatMessage Assistant { get; init; }

    /// <summary>
    /// How many of the last tokens of the parent's completion gave way to <see cref="PromptSegments"/>, 0 or more. They were
    /// consumed by no engine: the next prompt has other tokens in their place.
    /// </summary>
    public int ReplacedCount { get; init; }

    /// <summary>The tokens between what is left of the parent's buffer and the completion, in order; none of them sampled.</summary>
    public required ImmutableArray<TokenSegment> PromptSegments { get; init; }

    /// <summary>The sampled tokens with their logprobs.</summary>
    public required TokenSegment Completion { get; init; }

    /// <summary>Why the engine stopped: <c>stop</c>, <c>tool_calls</c>, <c>length</c>, <c>abort</c> or another word of its own.</summary>
    public required string FinishReason { get; init; }

    /// <summary>The token or the text that the engine says it stopped at, or null when it does not say.</summary>
    public StopMatch? Stop { get; init; }

    /// <summary>
    /// How the turn ended, as it was judged when it was committed; null of a turn that an earlier release stored. The tokens say the same:
    /// <see cref="TurnEnd.Of(TurnContent, EndTokens)"/>.
    /// </summary>
    public TurnEnd? End { get; init; }

    /// <summary>
    /// The other inputs that shaped the prompt: the arguments are those that the template was given, the server's, the family's and those
    /// of the effort among them. For a turn that an earlier release stored they are read from its request.
    /// </summary>
    public TurnInputs Inputs { get; init; } = TurnInputs.None;

    /// <summary>The encoding of the turn's link: a turn keeps that of the release that took it.</summary>
    public TurnDigestVersion DigestVersion { get; init; } = TurnDigestVersion.Two;

    /// <summary>The experts that worked on the tokens up to the completion's last but one, or null when the engine was not asked.</summary>
    public RoutedExperts? RoutedExperts { get; init; }

    /// <summary>The rest that is kept about the exchange with the engine.</summary>
    public required TurnExchange Exchange { get; init; }

    /// <summary>Appended messages, then the assistant message.</summary>
    public ImmutableArray<ChatMessage> Messages => [.. Appended, Assistant];

    /// <summary>The content of a planned turn and its answer.</summary>
    internal static TurnContent Of(TurnPlan plan, TurnAnswer answer) =>
        Of(plan.Appended, plan.Inputs, plan.Prompt.Segments, plan.Prompt.ReplacedCount, answer);

    /// <summary>The content of a recorded turn and its answer.</summary>
    internal static TurnContent Of(
        ImmutableArray<ChatMessage> appended, TurnInputs inputs, ImmutableArray<TokenSegment> promptSegments, int replacedCount,
        TurnAnswer answer) => new()
        {
            Appended = appended,
            DigestVersion = answer.DigestVersion,
            Assistant = answer.Assistant,
            Inputs = inputs,
            ReplacedCount = replacedCount,
            PromptSegments = promptSegments,
            Completion = answer.Completion,
            FinishReason = answer.FinishReason,
            Stop = answer.Stop,
            End = answer.End,
            RoutedExperts = answer.RoutedExperts,
            Exchange = answer.Exchange,
        };
}
