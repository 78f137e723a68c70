using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>The message that a turn sampled, held against the one that a request has in its place.</summary>
internal static class SampledMessage
{
    /// <summary>
    /// Whether a request replays what a turn sampled with other content. A message of another role replays nothing: there the client asks
    /// for something else.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="sent">The request's message in the place of the turn's assistant message.</param>
    /// <param name="matcher">Tells whether two messages say the same.</param>
    public static bool IsAltered(Turn turn, ChatMessage sent, IMessageMatcher matcher) =>
        sent.Role == Role.Assistant && !matcher.Matches(turn.Content.Assistant, sent);
}
