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
}
