using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>The outcome of a planned turn: the sampled tokens and the message that they stand for.</summary>
public sealed record TurnAnswer
{
    /// <summary>The assistant message that the completion stands for.</summary>
    public required ChatMessage Assistant { get; init; }

    /// <summary>The sampled tokens with their logprobs.</summary>
    public required TokenSegment Completion { get; init; }

    /// <summary>Why the engine stopped: <c>stop</c>, <c>tool_calls</c>, <c>length</c>, <c>abort</c> or another word of its own.</summary>
    public required string FinishReason { get; init; }

    /// <summary>The token or the text that the engine says it stopped at, or null when it does not say.</summary>
    public StopMatch? Stop { get; init; }

    /// <summary>How the completion ended; null of a recording that does not say.</summary>
    public TurnEnd? End { get; init; }

    /// <summary>The experts that worked on the tokens up to the completion's last but one, or null when the engine was not asked.</summary>
    public RoutedExperts? RoutedExperts { get; init; }

    /// <summary>The encoding of the turn's link; an earlier one only for a turn that is made again as it was recorded.</summary>
    public TurnDigestVersion DigestVersion { get; init; } = TurnDigestVersion.Two;

    /// <summary>The rest that is kept about the exchange with the engine.</summary>
    public required TurnExchange Exchange { get; init; }
}
