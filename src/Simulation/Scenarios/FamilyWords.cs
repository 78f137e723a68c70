namespace Tito.Simulation.Scenarios;

/// <summary>Words of the pools.</summary>
internal static class FamilyWords
{
    /// <summary>The generation prompt says nothing of the model's thinking.</summary>
    public const string Plain = "plain";
}
