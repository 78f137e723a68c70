using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>sort</c>: a sorted list, without regard to case by default, by one attribute or several parted by commas.</summary>
internal static class SortFilter
{
    public static Builtin Definition { get; } = new("sort", "value, reverse?, case_sensitive?, attribute?", static (in call) =>
    {
        var (state, isCaseSensitive) = (call.State, call.IsTrue(2));
        AttributePath[] paths = call.Find(3) is StringValue text
            ? [.. text.Text.Split(',').Select(part => AttributePath.Of(new StringValue(part), state))]
            : [AttributePath.Of(call.Find(3) ?? NoneValue.Instance, state)];
        return new ListValue(Sorting.Sort(
            Iteration.ToArray(call.Target, state),
            item => new ListValue(Array.ConvertAll(paths, path => CaseFolding.Apply(path.Get(item, state), isCaseSensitive))),
            call.Flag(1),
            state));
    });
}
