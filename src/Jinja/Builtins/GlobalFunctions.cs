using System.Collections.Frozen;
using System.Collections.Immutable;
using Tito.Jinja.Builtins.Functions;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins;

/// <summary>The functions that every template sees.</summary>
internal static class GlobalFunctions
{
    private static readonly FrozenDictionary<string, Value> All = new Dictionary<string, Value>
    {
        ["cycler"] = Class(CyclerFunction.Definition, "jinja2.utils.Cycler"),
        ["dict"] = Class(DictFunction.Definition, "dict"),
        ["joiner"] = Class(JoinerFunction.Definition, "jinja2.utils.Joiner"),
        ["namespace"] = Class(NamespaceFunction.Definition, "jinja2.utils.Namespace"),
        ["raise_exception"] = Function(RaiseExceptionFunction.Definition),
        ["range"] = Function(RangeFunction.Definition),
        ["strftime_now"] = Function(StrftimeNowFunction.Definition),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The value of each name: the caller's variable, else the function, else null.</summary>
    public static Value?[] Resolve(ImmutableArray<string> names, IReadOnlyDictionary<string, Value> variables)
    {
        var values = new Value?[names.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = variables.TryGetValue(names[index], out var value) ? value : All.GetValueOrDefault(names[index]);
        }

        return values;
    }

    private static BuiltinFunctionValue Class(Builtin function, string pythonName) => new(function, "type", $"<class '{pythonName}'>");

    private static BuiltinFunctionValue Function(Builtin function) => new(function, "function", $"<function {function.Name}>");
}
