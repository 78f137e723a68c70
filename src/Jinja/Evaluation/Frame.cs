using Tito.Jinja.Rendering;
using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation;

/// <summary>The variables of one running function: the template itself, a macro, a caller, a recursive loop or a loop's test.</summary>
/// <remarks>A slot is null while its variable is undefined.</remarks>
internal sealed class Frame(RenderState state, OutputTrace? trace, Frame? parent, Value?[] externals, int slotCount)
{
    public RenderState State { get; } = state;

    /// <summary>Where the output comes from, while somebody wants to know; null otherwise.</summary>
    public OutputTrace? Trace { get; } = trace;

    public Frame? Parent { get; } = parent;

    /// <summary>The render's variables and built-in functions, by the number that the compiler gave each name.</summary>
    public Value?[] Externals { get; } = externals;

    public Value?[] Slots { get; } = slotCount == 0 ? [] : new Value?[slotCount];

    /// <summary>The frame of a function that this one defines.</summary>
    public Frame Inner(int innerSlotCount) => new(State, Trace, this, Externals, innerSlotCount);
}
