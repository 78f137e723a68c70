namespace Tito.Core.Inference;

/// <summary>Asks an engine of a mixture-of-experts model which experts worked on which token.</summary>
/// <param name="StartRow">
/// The first token whose experts are wanted, 0 to the number of prompt tokens; all after it except the last follow.
/// </param>
/// <param name="Layers">Number of layers with experts that the model has, 1 or more.</param>
/// <param name="TopK">Number of experts that work on a token in each layer, 1 or more.</param>
public sealed record RoutedExpertsRequest(int StartRow, int Layers, int TopK);
