using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Tokenizers;

namespace Tito.Simulation;

/// <summary>The settings of a simulated engine: the model that it plays, and where it listens.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record SimulatedEngineOptions
{
    /// <summary>The model's tokenizer; it must have the tokens <c>&lt;|im_start|&gt;</c> and <c>&lt;|im_end|&gt;</c>.</summary>
    public required Tokenizer Tokenizer { get; init; }

    /// <summary>The model's family, whose parsers turn a completion into a message.</summary>
    public required Family Family { get; init; }

    /// <summary>Decides, together with the prompt ids, every completion.</summary>
    /// <value>Any number. The default value is 0.</value>
    public long Seed { get; init; }

    /// <summary>The loopback port to listen on.</summary>
    /// <value>0 to 65,535, where 0 takes a free one. The default value is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Port
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ushort.MaxValue);
            field = value;
        }
    }

    /// <summary>The shape of the model's routed experts.</summary>
    /// <value>Layers with experts and experts for each token, each 1 or more; null, the default value, for a dense model.</value>
    public (int Layers, int TopK)? Experts { get; init; }

    /// <summary>The turns that the model takes after each question, in their order; the seed decides thoughts, texts and tokens.</summary>
    /// <value>
    /// Any number of turns; with none, the default value, the seed decides all. A turn past the last one answers, and so does one that
    /// would call a tool that the prompt does not declare, as in a client's side requests.
    /// </value>
    public ImmutableArray<ScriptedTurn> Script { get; init; } = [];

    /// <summary>The model's name in <c>/v1/models</c>.</summary>
    /// <value>Any text. The default value is <c>simulated</c>.</value>
    public string ModelName { get; init; } = "simulated";
}
