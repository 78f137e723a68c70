using System.Collections.Immutable;
using Tito.Core.Verification.Conformance;

namespace Tito.Replay.Conformance;

/// <summary>What servers of a dialect have, unless the caller knows better.</summary>
internal static class DialectNeeds
{
    /// <summary>The needs that a server of this dialect meets.</summary>
    public static ImmutableHashSet<VectorNeed> Of(SessionDialect dialect) => dialect == SessionDialect.Tito
        ? [.. Enum.GetValues<VectorNeed>()]
        :
        [
            VectorNeed.UserAfterTurn, VectorNeed.Rollback, VectorNeed.TemplateArguments, VectorNeed.RefusedRoles,
            VectorNeed.RefusedHistory,
        ];
}
