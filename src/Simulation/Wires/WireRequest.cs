using Tito.Simulation.Generations;

namespace Tito.Simulation.Wires;

/// <summary>A completion that a client asks a wire for.</summary>
/// <param name="Generation">What to sample.</param>
/// <param name="Stream">Whether it comes in frames.</param>
/// <param name="Answer">Writes it; for this request alone.</param>
internal sealed record WireRequest(GenerationRequest Generation, bool Stream, WireAnswer Answer);
