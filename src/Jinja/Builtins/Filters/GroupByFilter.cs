using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>groupby</c>: the elements by an attribute, as pairs of <c>grouper</c> and <c>list</c>, sorted.</summary>
internal static class GroupByFilter
{
    private static readonly string[] Fields = ["grouper", "list"];

    public static Builtin Definition { get; } = new("groupby", "value, attribute, default?, case_sensitive?", static (in call) =>
    {
        var (state, isCaseSensitive) = (call.State, call.IsTrue(3));
        var path = AttributePath.Of(call[1], state);
        var defaultValue = call.Has(2) ? call[2] : null;
        Value KeyOf(Value item) => CaseFolding.Apply(path.Get(item, state, defaultValue), isCaseSensitive);

        var groups = new List<Value>();
        var members = new List<Value>();
        Value? current = null;
        foreach (var item in Sorting.Sort(Iteration.ToArray(call.Target, state), KeyOf, false, state))
        {
            var key = KeyOf(item);
            if (current is not null && !Equality.ElementsAreEqual(current, key, state))
            {
                groups.Add(Group(members, current));
                members.Clear();
            }

            current = members.Count == 0 ? key : current;
            members.Add(item);
        }

        if (members.Count > 0)
        {
            groups.Add(Group(members, current!));
        }

        return new ListValue([.. groups]);

        // Without regard to case the group is called by its first member's own spelling.
        TupleValue Group(List<Value> items, Value key) => new(
            [isCaseSensitive ? key : path.Get(items[0], state, defaultValue), new ListValue([.. items])], Fields);
    });
}
