namespace Tito.Server.Seen;

/// <summary>How engines and journal stand.</summary>
/// <param name="Engine">The engines together: one that takes requests will do.</param>
/// <param name="HasJournal">Whether the journal answers.</param>
internal sealed record ReadyReport(EngineReadiness Engine, bool HasJournal)
{
    /// <summary>Whether turns can be taken.</summary>
    public bool IsReady => Engine == EngineReadiness.Ok && HasJournal;
}
