using Tito.Core.Inference;
using Tito.Core.Trajectories;

namespace Tito.Core.Serving;

/// <summary>That a session's turns record the experts which worked on their tokens, and how.</summary>
/// <param name="Layers">Number of layers with experts that the model has, 1 or more.</param>
/// <param name="TopK">Number of experts that work on a token in each layer, 1 or more.</param>
/// <param name="Additive">
/// Whether a turn asks only for what its path does not hold yet; otherwise for the whole sequence, each time. Additive rows are those
/// of the weights that computed them, and a session's size grows with what is new.
/// </param>
public sealed record RoutedExpertsCapture(int Layers, int TopK, bool Additive)
{
    /// <summary>What the turn of a plan asks of the engine.</summary>
    internal RoutedExpertsRequest Request(TurnPlan plan)
    {
        // Rows are held for every token of the parent but its last. They stay valid while those tokens do: a splice that replaces
        // more than the last one makes the path start over.
        var held = plan.Parent?.Content.RoutedExperts?.EndRow ?? 0;
        var kept = (plan.Parent?.Tokens.Count ?? 0) - plan.ReplacedCount;
        return new(Additive && held <= kept ? held : 0, Layers, TopK);
    }
}
