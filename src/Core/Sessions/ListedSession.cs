using Tito.Core.Journals;

namespace Tito.Core.Sessions;

/// <summary>A session of a list.</summary>
/// <param name="SessionId">Its id, whether the session can be read or not.</param>
/// <param name="Head">Its head; null where it cannot be read.</param>
/// <param name="LeftBehind">
/// How many turns and sampled tokens its conversation does not hold, each 0 or more and 0 for a tree; null where its turns cannot be read.
/// </param>
public sealed record ListedSession(string SessionId, SessionHead? Head, (int Turns, int Tokens)? LeftBehind);
