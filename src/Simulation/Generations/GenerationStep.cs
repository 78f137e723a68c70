namespace Tito.Simulation.Generations;

/// <summary>Some tokens of a completion that is being played.</summary>
/// <param name="From">The first of them in the completion.</param>
/// <param name="To">The token after the last; <paramref name="From"/> where there are none.</param>
/// <param name="End">How the completion ends with them; null when it goes on.</param>
internal readonly record struct GenerationStep(int From, int To, GenerationEnd? End)
{
    /// <summary>Where its tokens lie in the completion.</summary>
    public Range Tokens => From..To;
}
