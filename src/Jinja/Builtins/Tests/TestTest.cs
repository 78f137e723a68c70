using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is test</c>: whether a test of that name exists.</summary>
internal static class TestTest
{
    public static Builtin Definition { get; } = new("test", "value", static (in call) =>
        BooleanValue.Of(NameLookup.Has(TestTable.All, call.Target)));
}
