using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// What a turn says, to be held against others: whether a request that goes on from it begins with all that another one says as well. Its
/// client may have dropped the reasoning, by which alone the two may differ.
/// </summary>
/// <remarks>For one thread. What is made of the turn's messages is made once, however many others there are.</remarks>
/// <param name="turn">The turn.</param>
/// <param name="matcher">Decides whether a message is another one.</param>
internal sealed class SaidTurn(Turn turn, IMessageMatcher matcher)
{
    private readonly Dictionary<ChatMessage, ChatMessage> _bare = new(ReferenceEqualityComparer.Instance);
    private ImmutableArray<ChatMessage> _messages;

    /// <summary>Whether another turn, with as many messages and of a line that nobody named, says the same.</summary>
    public bool IsSaidBy(Turn other)
    {
        // Answers are compared first: few are alike.
        if (other.Root.Content.Exchange.Line?.Id is not null || !IsSaid(other.Content.Assistant, turn.Content.Assistant, RenamedCalls.None))
        {
            return false;
        }

        _messages = _messages.IsDefault ? turn.Messages : _messages;
        var renamed = RenamedCalls.None;
        foreach (var (stored, said) in other.Messages.Zip(_messages))
        {
            if (!IsSaid(stored, said, renamed))
            {
                return false;
            }

            renamed = matcher.After(renamed, stored, said);
        }

        return true;
    }

    private bool IsSaid(ChatMessage stored, ChatMessage said, RenamedCalls renamed) => matcher.Matches(stored, said, renamed)
        || (said.Role == Role.Assistant && said.Field("reasoning_content") is not null && matcher.Matches(stored, Bare(said), renamed));

    private ChatMessage Bare(ChatMessage said)
    {
        if (!_bare.TryGetValue(said, out var bare))
        {
            bare = said.With("reasoning_content", "");
            _bare.Add(said, bare);
        }

        return bare;
    }
}
