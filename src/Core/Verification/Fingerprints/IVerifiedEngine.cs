using Tito.Core.Inference;

namespace Tito.Core.Verification.Fingerprints;

/// <summary>An engine that runs verify, apart from the traffic of turns.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IVerifiedEngine
{
    /// <summary>Where it is, as it may be shown: without credentials.</summary>
    string Name { get; }

    /// <summary>Samples.</summary>
    IInferenceEngine Engine { get; }

    /// <summary>Scores.</summary>
    IScoringEngine Scoring { get; }

    /// <summary>Asks it what it is.</summary>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>What it says. An engine that does not answer says nothing, and throws nothing.</returns>
    Task<EngineFacts> LookAsync(CancellationToken cancellationToken);
}
