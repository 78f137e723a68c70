namespace Tito.Simulation.Wires;

/// <summary>What a simulated engine says where an engine names its release: a version of PEP 440 that no release has.</summary>
internal static class EngineVersion
{
    /// <summary>The version.</summary>
    public const string Text = "0.0.0+simulated";
}
