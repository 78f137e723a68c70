namespace Tito.Core.Models;

/// <summary>How the turns of a mixture-of-experts model record the experts that worked on their tokens.</summary>
/// <param name="Layers">Number of layers with experts that the model has, 1 or more.</param>
/// <param name="TopK">Number of experts that work on a token in each layer, 1 or more.</param>
/// <param name="Additive">
/// Whether a turn asks only for what its path does not hold yet; otherwise for the whole sequence, each time. Additive rows are those
/// of the weights that computed them, and a session's size grows with what is new.
/// </param>
public sealed record RoutedExpertsCapture(int Layers, int TopK, bool Additive);
