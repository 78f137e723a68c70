namespace Tito.Server.Access;

/// <summary>What a key may do.</summary>
[Flags]
internal enum AccessScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Open sessions, and take turns in those that it opened, move, close and delete them.</summary>
    Use = 1,

    /// <summary>Look at the sessions that it opened: records, samples, proofs, the inspector.</summary>
    Read = 2,

    /// <summary>All of it in every session, and what belongs to none: their list, engines, verification runs.</summary>
    Admin = 4,
}
