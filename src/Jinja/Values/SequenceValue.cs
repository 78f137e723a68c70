using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values;

/// <summary>The common part of lists and tuples. Neither ever changes: the sandbox forbids the methods that would.</summary>
public abstract class SequenceValue : Value
{
    private protected SequenceValue(Value[] items) => Elements = items;

    /// <summary>The elements.</summary>
    public ImmutableArray<Value> Items => ImmutableCollectionsMarshal.AsImmutableArray(Elements);

    internal Value[] Elements { get; }

    internal sealed override bool IsTrue => Elements.Length > 0;

    internal sealed override int? Length => Elements.Length;

    internal sealed override Value? FindItem(Value key, RenderState state)
    {
        if (!Numbers.TryInteger(key, out var position))
        {
            return null;
        }

        var index = position.Sign < 0 ? position + Elements.Length : position;
        return index.Sign < 0 || index >= Elements.Length ? null : Elements[(int)index];
    }

    internal sealed override ValueIterator TryIterate() => new ArrayIterator(Elements);
}
