namespace Tito.Tests.Integration.Chaos;

/// <summary>What a client knows of a turn that it asked for.</summary>
internal enum Standing
{
    /// <summary>Nothing yet, and it may ask again.</summary>
    Open,

    /// <summary>It was told the turn.</summary>
    Told,

    /// <summary>Nothing, and it asks no more: the turn may be there or not.</summary>
    GivenUp,

    /// <summary>It was told that there is no turn.</summary>
    Refused,
}
