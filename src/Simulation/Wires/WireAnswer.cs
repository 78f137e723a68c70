using System.Text.Json;
using Tito.Simulation.Generations;

namespace Tito.Simulation.Wires;

/// <summary>Writes the answer to one request in a wire's format.</summary>
internal abstract class WireAnswer
{
    /// <summary>Writes the body of a whole answer.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="generation">The completion, played to its end.</param>
    /// <param name="end">How it ended.</param>
    public abstract void WriteWhole(Utf8JsonWriter json, Generation generation, GenerationEnd end);

    /// <summary>The frames that a step of a stream is told in, in their order; the last step has those that follow as well.</summary>
    /// <param name="generation">The completion, played up to the step.</param>
    /// <param name="step">The step.</param>
    public virtual IEnumerable<Action<Utf8JsonWriter>> Frames(Generation generation, GenerationStep step) =>
        throw new NotSupportedException("The wire has no streams.");
}
