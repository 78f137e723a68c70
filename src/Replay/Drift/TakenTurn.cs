using Tito.Core.Trajectories;

namespace Tito.Replay.Drift;

/// <summary>A turn of a file as one setup takes it.</summary>
/// <param name="Number">Its place in the file, from 0.</param>
/// <param name="Turn">The turn; null where none was committed.</param>
/// <param name="Refusal">Why there is no turn; null where there is one.</param>
internal sealed record TakenTurn(int Number, Turn? Turn, string? Refusal);
