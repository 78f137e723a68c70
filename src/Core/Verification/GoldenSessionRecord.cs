using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>What the journal held of an exported session besides its settings and turns.</summary>
/// <param name="SessionId">The id under which it was kept.</param>
/// <param name="Genesis">The first link of the digest chain.</param>
/// <param name="Tip">The digest of the turn that was committed last.</param>
/// <param name="Active">The sequence of the turn whose path was the session's conversation, or null for none.</param>
public sealed record GoldenSessionRecord(string SessionId, Digest Genesis, Digest Tip, int? Active);
