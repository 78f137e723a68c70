using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Values.Methods;

/// <summary>The methods of lists, tuples and ranges.</summary>
internal static class SequenceMethods
{
    private static readonly Builtin Count = new("count", "self, value, /", static (in call) =>
    {
        var (value, state, count) = (call[1], call.State, 0);
        foreach (var item in Iteration.Walk(call.Target, state))
        {
            count += Equality.ElementsAreEqual(item, value, state) ? 1 : 0;
        }

        return IntegerValue.Of(count);
    });

    private static readonly Builtin Index = new("index", "self, value, start?, stop?, /", static (in call) =>
    {
        var items = Iteration.ToArray(call.Target, call.State);
        var bounds = new SliceBounds(call.Integer(2, 0), call.Integer(3, int.MaxValue), BigInteger.One).Resolve(items.Length);
        for (var index = bounds.Start; index < bounds.Stop; index++)
        {
            call.State.Charge(1);
            if (Equality.ElementsAreEqual(items[index], call[1], call.State))
            {
                return IntegerValue.Of(index);
            }
        }

        throw EvaluationFault.Argument($"{call[1].ToRepr(call.State)} is not in {call.Target.TypeName}");
    });

    public static BuiltinTable Tuples { get; } = BuiltinTable.Of(Count, Index);

    public static BuiltinTable Ranges { get; } = BuiltinTable.Of(
        Count, new Builtin("index", "self, value, /", static (in call) =>
            Index.Invoke(call.Target, new Arguments([call[1]], []), call.State)));

    /// <summary>
    /// <c>pop</c> is not among the methods that the sandbox knows to change a list, but a list here cannot change: it is forbidden too.
    /// </summary>
    public static BuiltinTable Lists { get; } = BuiltinTable.Of(
        Builtin.Forbidden("append"),
        Builtin.Forbidden("clear"),
        new Builtin("copy", "self, /", static (in call) => call.Target),
        Count,
        Builtin.Forbidden("extend"),
        Index,
        Builtin.Forbidden("insert"),
        Builtin.Forbidden("pop"),
        Builtin.Forbidden("remove"),
        Builtin.Forbidden("reverse"),
        Builtin.Forbidden("sort"));
}
