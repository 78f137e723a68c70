namespace Tito.Core.Templates.Builtins.Methods;

/// <summary>The methods of strings.</summary>
internal static class StringMethods
{
    public static BuiltinTable Table { get; } = BuiltinTable.Of(
    [
        .. StripMethods.All,
        .. SplitMethods.All,
        .. SearchMethods.All,
        .. CaseMethods.All,
        ReplaceMethod.Definition,
        JoinMethod.Definition,
    ]);
}
