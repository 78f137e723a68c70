namespace Tito.Tests.Integration.Conformance;

/// <summary>What a session server does wrong on purpose.</summary>
internal enum ServerFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It decodes the tokens so far and encodes their text again, each turn.</summary>
    Retokenizes,

    /// <summary>It takes the reasoning of earlier turns out of the prompt, as templates do.</summary>
    DropsReasoning,

    /// <summary>It answers a retry with a completion of its own, and goes on with the first one.</summary>
    LosesRetries,
}
