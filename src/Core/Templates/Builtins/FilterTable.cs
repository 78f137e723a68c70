using Tito.Core.Templates.Builtins.Filters;

namespace Tito.Core.Templates.Builtins;

/// <summary>Every filter that a template may name; COMPATIBILITY.md says which of Jinja2's are left out.</summary>
internal static class FilterTable
{
    public static BuiltinTable All { get; } = BuiltinTable.Of(
        LengthFilter.Definition.As("count"),
        DefaultFilter.Definition.As("d"),
        DefaultFilter.Definition,
        FirstFilter.Definition,
        ItemsFilter.Definition,
        JoinFilter.Definition,
        LastFilter.Definition,
        LengthFilter.Definition,
        ListFilter.Definition,
        LowerFilter.Definition,
        ReplaceFilter.Definition,
        StringFilter.Definition,
        ToJsonFilter.Definition,
        TrimFilter.Definition,
        UpperFilter.Definition);
}
