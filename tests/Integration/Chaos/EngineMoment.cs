namespace Tito.Tests.Integration.Chaos;

/// <summary>A point of a turn that the engine sees.</summary>
internal enum EngineMoment
{
    /// <summary>The server asks: its intent is stored, and no token is sampled.</summary>
    Asked,

    /// <summary>The server has its answer: the turn is not committed yet.</summary>
    Answered,
}
