namespace Tito.Jinja.Builtins.Methods;

/// <summary>What Python's str answers to, but for what makes bytes.</summary>
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
        .. FormatMethods.All,
        .. TranslateMethods.All,
        ReplaceMethod.Definition,
        JoinMethod.Definition,
    ]);
}
