namespace Tito.Core.Tokens;

/// <summary>Which version of the weights sampled a run of tokens: engines may take new weights in the middle of a completion.</summary>
/// <param name="Version">The engine's name of the version.</param>
/// <param name="Start">The first token of the run in the completion, 0 or more.</param>
/// <param name="End">The token after its last, <paramref name="Start"/> or more.</param>
public readonly record struct WeightSpan(string Version, int Start, int End)
{
    /// <summary>The version of tokens whose engine did not say one, where that of others in the completion is known.</summary>
    public const string Unknown = "unknown";
}
