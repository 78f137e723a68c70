using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is filter</c>: whether a filter of that name exists.</summary>
internal static class FilterTest
{
    public static Builtin Definition { get; } = new("filter", "value", static (in call) =>
        BooleanValue.Of(NameLookup.Has(FilterTable.All, call.Target)));
}
