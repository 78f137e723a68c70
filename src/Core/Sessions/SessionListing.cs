using System.Collections.Immutable;
using Tito.Core.Journals;

namespace Tito.Core.Sessions;

/// <summary>Some of a journal's sessions.</summary>
/// <param name="Sessions">Id and head of each, in ordinal order of the ids; the head is null where it cannot be read.</param>
/// <param name="NextAfter">The id behind which the next page begins, or null when there is none.</param>
public sealed record SessionListing(ImmutableArray<(string SessionId, SessionHead? Head)> Sessions, string? NextAfter);
