namespace Tito.Core.Messages.Normal;

/// <summary>What a call of a replayed message is to the sampled one in its place.</summary>
internal enum CallMatch
{
    /// <summary>Another call.</summary>
    Other,

    /// <summary>It says the same.</summary>
    Same,

    /// <summary>It says the same with the defaults that the tool's schema declares.</summary>
    Filled,

    /// <summary>It is what clients send for arguments that are no JSON: <c>{}</c>.</summary>
    Emptied,

    /// <summary>
    /// The sampled call by its id, as an agent wrote it anew: with more arguments, or in the place of one that could not be run.
    /// </summary>
    Altered,
}
