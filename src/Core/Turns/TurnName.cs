using Tito.Core.Tokens;

namespace Tito.Core.Turns;

/// <summary>What two requests must have in common to be about one turn.</summary>
/// <param name="SessionId">The id of the session that it is a turn of.</param>
/// <param name="OpenedAt">When that was opened: another one may have been opened under the id since.</param>
/// <param name="Key">The key of the intent.</param>
/// <param name="Body">The digest of the request's body: the same key with another body is another matter.</param>
internal readonly record struct TurnName(string SessionId, DateTimeOffset OpenedAt, string Key, Digest Body);
