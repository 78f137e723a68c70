using Tito.Jinja.Evaluation.Scopes;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Fills the variables of a scope when it is entered, and empties them when it is left.</summary>
internal sealed class ScopeEntry
{
    private readonly (int Slot, int External)[] _externals;
    private readonly (int Slot, int Distance, int OuterSlot)[] _outers;
    private readonly int[] _undefined;
    private readonly int[] _all;

    public ScopeEntry(Scope scope, Func<string, int> externalOf)
    {
        var loads = scope.Loads.ToArray();
        _externals = [.. loads.Where(static load => load.Value.Kind == Scope.LoadKind.External)
            .Select(load => (load.Key.Slot, externalOf(load.Key.Name)))];
        _outers = [.. loads.Where(static load => load.Value.Kind == Scope.LoadKind.Outer)
            .Select(load => (load.Key.Slot, scope.Function.DistanceTo(load.Value.Outer!), load.Value.Outer!.Slot))];
        _undefined = [.. loads.Where(static load => load.Value.Kind == Scope.LoadKind.Undefined).Select(static load => load.Key.Slot)];
        _all = [.. loads.Select(static load => load.Key.Slot)];
    }

    public void Enter(Frame frame)
    {
        foreach (var (slot, external) in _externals)
        {
            frame.Slots[slot] = frame.Externals[external];
        }

        foreach (var (slot, distance, outerSlot) in _outers)
        {
            frame.Slots[slot] = Ancestor(frame, distance).Slots[outerSlot];
        }

        foreach (var slot in _undefined)
        {
            frame.Slots[slot] = null;
        }
    }

    public void Leave(Frame frame)
    {
        foreach (var slot in _all)
        {
            frame.Slots[slot] = null;
        }
    }

    public static Frame Ancestor(Frame frame, int distance)
    {
        for (; distance > 0; distance--)
        {
            frame = frame.Parent!;
        }

        return frame;
    }
}
