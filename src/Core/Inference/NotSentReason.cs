namespace Tito.Core.Inference;

/// <summary>Why no engine was asked.</summary>
public enum NotSentReason
{
    /// <summary>Each engine has as many requests as it may have, and as many wait as may wait.</summary>
    Busy,

    /// <summary>Each engine that takes requests has weights that are older than the session allows.</summary>
    Stale,

    /// <summary>Each engine is drained, or failed so often that it is left alone for a while.</summary>
    Unavailable,
}
