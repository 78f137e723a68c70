namespace Tito.Tests.Integration.Journals;

/// <summary>What happens to a request on its way.</summary>
internal enum Loss
{
    None,

    /// <summary>It never arrives.</summary>
    Request,

    /// <summary>It is refused for now.</summary>
    Refused,

    /// <summary>It is carried out, and nobody is told.</summary>
    Answer,

    /// <summary>It is said to conflict with what is stored.</summary>
    Conflict,

    /// <summary>It is said to name a state that is not the present one.</summary>
    Precondition,

    /// <summary>It is said to have failed.</summary>
    Failed,

    /// <summary>It never arrives, and the connection stays open.</summary>
    SilenceBefore,

    /// <summary>It is carried out, and the connection stays open without a word.</summary>
    SilenceAfter,

    /// <summary>Whoever asked gives up before it is carried out.</summary>
    CancelledBefore,

    /// <summary>Whoever asked gives up when it has been carried out, before the answer.</summary>
    CancelledAfter,
}
