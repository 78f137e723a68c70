using Tito.Jinja.Builtins.Tests;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins;

/// <summary>Every test that may follow <c>is</c>; COMPATIBILITY.md says which of Jinja2's are left out.</summary>
internal static class TestTable
{
    public static BuiltinTable All { get; } = BuiltinTable.Of(
    [
        BooleanTest.Definition,
        CallableTest.Definition,
        DefinedTest.Definition,
        DivisibleByTest.Definition,
        EscapedTest.Definition,
        EvenTest.Definition,
        FalseTest.Definition,
        FloatTest.Definition,
        InTest.Definition,
        IntegerTest.Definition,
        IterableTest.Definition,
        LowerTest.Definition,
        MappingTest.Definition,
        NoneTest.Definition,
        NumberTest.Definition,
        OddTest.Definition,
        SameAsTest.Definition,
        SequenceTest.Definition,
        StringTest.Definition,
        TrueTest.Definition,
        UndefinedTest.Definition,
        UpperTest.Definition,
        FilterTest.Definition,
        TestTest.Definition,
        .. ComparisonTests.Definitions,
    ]);
}
