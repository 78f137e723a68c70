using Tito.Jinja.Values;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins;

/// <summary>Jinja2's ignore_case: strings are compared in lower case, everything else as it is.</summary>
internal static class CaseFolding
{
    public static Value Apply(Value value, bool isCaseSensitive) =>
        !isCaseSensitive && value is StringValue text ? new StringValue(CaseMapping.ToLower(text.Text)) : value;
}
