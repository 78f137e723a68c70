using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>One recorded turn: what the client asked, what the engine sampled, and what must come of it.</summary>
public sealed record GoldenTurn
{
    /// <summary>The client's chat completion body.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>The assistant message that the engine returned.</summary>
    public required JsonElement Message { get; init; }

    /// <summary>The tokens that the engine sampled.</summary>
    public required TokenSegment Completion { get; init; }

    /// <summary>Why the engine stopped.</summary>
    public required string FinishReason { get; init; }

    /// <summary>The version of the weights, or null.</summary>
    public required string? WeightVersion { get; init; }

    /// <summary>The versions of the weights where they changed meanwhile; empty otherwise.</summary>
    public ImmutableArray<WeightSpan> WeightSpans { get; init; } = [];

    /// <summary>The experts that worked on the tokens up to the completion's last but one, or null when the engine was not asked.</summary>
    public required RoutedExperts? RoutedExperts { get; init; }

    /// <summary>The journal's record of the turn, or null in a file that was not exported from one.</summary>
    public required GoldenTurnRecord? Recorded { get; init; }

    /// <summary>
    /// The encoding of the turn's link: what the file says, or the first where it says nothing and has a digest. A recording without one
    /// becomes a new turn.
    /// </summary>
    public required TurnDigestVersion DigestVersion { get; init; }

    /// <summary>The sampled tokens, as a turn has them.</summary>
    /// <param name="exchange">What is kept about the exchange with the engine.</param>
    /// <exception cref="MessageException">The completion's message is not an assistant's.</exception>
    internal TurnAnswer Answer(TurnExchange exchange)
    {
        var message = ChatMessage.Parse(Message, "completion.message");
        return new()
        {
            Assistant = message.Role == Role.Assistant
                ? message
                : throw new MessageException("completion.message.role", "must be assistant."),
            Completion = Completion,
            DigestVersion = DigestVersion,
            FinishReason = FinishReason,
            Stop = Recorded?.Stop,
            End = Recorded?.End,
            RoutedExperts = RoutedExperts,
            Exchange = exchange,
        };
    }

    /// <summary>The oracle's results, or null in a recording that no oracle has seen.</summary>
    public required GoldenTurnExpectation? Expected { get; init; }
}
