using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary>The methods of Python's str, where those that make bytes are there only to be looked at.</summary>
internal static class StringMethods
{
    public static BuiltinTable Table { get; } = BuiltinTable.Of(
    [
        .. StripMethods.All,
        .. SplitMethods.All,
        .. SearchMethods.All,
        .. CaseMethods.All,
        .. PaddingMethods.All,
        .. PredicateMethods.All,
        .. TranslateMethods.All,
        FormatMethod.Definition,
        ReplaceMethod.Definition,
        JoinMethod.Definition,
        Builtin.Unsupported("encode"),
        Builtin.Unsupported("format_map"),
    ]);
}
