using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The sampled calls that a request replays otherwise although it is their continuation: an agent filled them in, repaired them or replaced
/// them. The tokens stay as they were sampled, so this is all there is to tell of it.
/// </summary>
internal static class AlteredCalls
{
    /// <summary>Those that no turn of the path was told of, in the order of the conversation.</summary>
    /// <remarks>Equal bytes are looked at no further, and each message keeps what it says: a request costs a comparison a turn.</remarks>
    /// <param name="parent">The turn that is continued.</param>
    /// <param name="request">The whole message list of the request; it begins with the messages of the turn's path.</param>
    /// <param name="form">What the family's template makes of a message's spelling.</param>
    public static ImmutableArray<MessageDifference> Of(Turn parent, IReadOnlyList<ChatMessage> request, MessageForm form)
    {
        List<MessageDifference>? found = null;
        for (var turn = parent; turn is not null; turn = turn.Parent)
        {
            var (index, stored) = (turn.MessageCount - 1, turn.Content.Assistant);
            if (!stored.HasCallsAs(request[index]))
            {
                (found ??= []).AddRange(Differences(index, stored, request[index], form));
            }
        }

        return found is null or [] ? [] : [.. found.Except(Told(parent)).OrderBy(difference => difference.Index)];
    }

    private static IEnumerable<MessageDifference> Differences(int index, ChatMessage stored, ChatMessage sent, MessageForm form) =>
        stored.Normal(form).AlteredCalls(sent.Normal(form)) is { } calls
            ? calls.Select(call => DifferenceFinder.FindInCall(index, stored, sent, call)).OfType<MessageDifference>()
            : [DifferenceFinder.OfCalls(index, stored, sent)];

    private static IEnumerable<MessageDifference> Told(Turn parent)
    {
        for (var turn = parent; turn is not null; turn = turn.Parent)
        {
            foreach (var difference in turn.Content.Exchange.Altered)
            {
                yield return difference;
            }
        }
    }
}
