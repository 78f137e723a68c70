using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>One committed generation, with the path that leads to it.</summary>
/// <remarks>Immutable and thread-safe. A turn is never changed or removed; a rollback only moves the trajectory's active turn.</remarks>
public sealed class Turn
{
    private CanonicalMessages? _unstored;

    /// <summary>A turn after another one.</summary>
    /// <param name="sequence">Its place in the order of commits.</param>
    /// <param name="parent">The turn that it continues.</param>
    /// <param name="content">What it adds.</param>
    /// <param name="parentDigest">The digest that its own one continues.</param>
    /// <param name="isNew">Whether it is yet to be stored, so that its canonical bytes are needed once more.</param>
    internal Turn(int sequence, Turn? parent, TurnContent content, Digest parentDigest, bool isNew)
    {
        Sequence = sequence;
        Parent = parent;
        Content = content;
        Depth = (parent?.Depth ?? 0) + 1;
        Root = parent?.Root ?? this;
        MessageCount = (parent?.MessageCount ?? 0) + content.Appended.Length + 1;
        Prefix = KeptOf(parent, content.ReplacedCount);
        Prompt = content.PromptSegments.Aggregate(Prefix, (buffer, segment) => buffer.Append(segment));
        Tokens = Prompt.Append(content.Completion);
        var messages = CanonicalMessages.Of(content.Messages);
        Digest = TurnDigest.Of(parentDigest, content, messages);
        _unstored = isNew ? messages : null;
    }

    /// <summary>Place in the order of commits, 0 for the session's first. The only order there is.</summary>
    public int Sequence { get; }

    /// <summary>The turn that this one continues, or null when it starts from an empty buffer.</summary>
    public Turn? Parent { get; }

    /// <summary>The first turn of the path; this one when it starts from an empty buffer.</summary>
    public Turn Root { get; }

    /// <summary>Number of turns from the root to this one, 1 or more.</summary>
    public int Depth { get; }

    /// <summary>What this turn added.</summary>
    public TurnContent Content { get; }

    /// <summary>Number of messages from the root to this turn's assistant message, 1 or more.</summary>
    public int MessageCount { get; }

    /// <summary>The buffer before this turn: its parent's <see cref="Tokens"/> without those that this turn replaced.</summary>
    public TokenBuffer Prefix { get; }

    /// <summary>What the engine consumed.</summary>
    public TokenBuffer Prompt { get; }

    /// <summary>The buffer <c>P</c> after this turn: prompt and completion.</summary>
    public TokenBuffer Tokens { get; }

    /// <summary>The link of the digest chain that this turn adds.</summary>
    public Digest Digest { get; }

    /// <summary>Number of tokens that were sampled in this turn, 0 or more.</summary>
    public int SampledCount => Content.Completion.Ids.Length;

    /// <summary>The tag of the conversation that this turn is of, which its root has; null where nobody gave one.</summary>
    public string? Agent => Root.Content.Exchange.Agent;

    /// <summary>Whether the engine stopped because of a length limit: the completion has no end of its own.</summary>
    public bool IsTruncated => Content.FinishReason == "length";

    /// <summary>Whether the model stopped by itself: with its answer, or to have tools called.</summary>
    public bool EndedByItself => Content.FinishReason is "stop" or "tool_calls";

    /// <summary>The turns from the root to this one.</summary>
    public ImmutableArray<Turn> Path
    {
        get
        {
            var path = ImmutableArray.CreateBuilder<Turn>();
            for (var turn = this; turn is not null; turn = turn.Parent)
            {
                path.Add(turn);
            }

            path.Reverse();
            return path.DrainToImmutable();
        }
    }

    /// <summary>The messages from the root to this turn's assistant message.</summary>
    public ImmutableArray<ChatMessage> Messages => [.. Path.SelectMany(turn => turn.Content.Messages)];

    /// <summary>
    /// The canonical JSON array of the turn's own messages. What the digest was made of is given away once, to be stored.
    /// </summary>
    internal ReadOnlyMemory<byte> TakeMessagesJson() =>
        (Interlocked.Exchange(ref _unstored, null) ?? CanonicalMessages.Of(Content.Messages)).Array;

    private static TokenBuffer KeptOf(Turn? parent, int replacedCount)
    {
        var sampled = parent?.Content.Completion.Ids.Length ?? 0;
        return replacedCount >= 0 && replacedCount <= sampled
            ? parent?.Tokens.Take(parent.Tokens.Count - replacedCount) ?? TokenBuffer.Empty
            : throw new ArgumentException(
                $"A turn replaces 0 to {sampled} tokens, those of its parent's completion, not {replacedCount}.", nameof(replacedCount));
    }
}
