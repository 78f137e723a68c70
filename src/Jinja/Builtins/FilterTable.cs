using Tito.Jinja.Builtins.Filters;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins;

/// <summary>Every filter that a template may name; COMPATIBILITY.md says which of Jinja2's are left out.</summary>
internal static class FilterTable
{
    public static BuiltinTable All { get; } = BuiltinTable.Of(
    [
        AbsFilter.Definition,
        AttrFilter.Definition,
        BatchFilter.Definition,
        CapitalizeFilter.Definition,
        CenterFilter.Definition,
        DefaultFilter.Definition,
        DefaultFilter.Definition.As("d"),
        DictSortFilter.Definition,
        FileSizeFormatFilter.Definition,
        FirstFilter.Definition,
        FloatFilter.Definition,
        FormatFilter.Definition,
        GroupByFilter.Definition,
        IndentFilter.Definition,
        IntFilter.Definition,
        ItemsFilter.Definition,
        JoinFilter.Definition,
        LastFilter.Definition,
        LengthFilter.Definition,
        LengthFilter.Definition.As("count"),
        ListFilter.Definition,
        LowerFilter.Definition,
        MapFilter.Definition,
        PrettyPrintFilter.Definition,
        ReplaceFilter.Definition,
        ReverseFilter.Definition,
        RoundFilter.Definition,
        SafeFilter.Definition,
        SliceFilter.Definition,
        SortFilter.Definition,
        StringFilter.Definition,
        SumFilter.Definition,
        TitleFilter.Definition,
        ToJsonFilter.Definition,
        TrimFilter.Definition,
        TruncateFilter.Definition,
        UniqueFilter.Definition,
        UpperFilter.Definition,
        WordCountFilter.Definition,
        WordWrapFilter.Definition,
        .. EscapeFilters.Definitions,
        .. ExtremeFilters.Definitions,
        .. SelectFilters.Definitions,
    ]);
}
