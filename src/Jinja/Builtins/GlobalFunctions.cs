using System.Collections.Frozen;
using System.Collections.Immutable;
using Tito.Jinja.Builtins.Functions;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins;

/// <summary>The functions that every template sees.</summary>
internal static class GlobalFunctions
{
    /// <summary>Those that change a dict as well: the sandbox forbids them on dicts, not on the class.</summary>
    private static readonly string[] DictMembers =
        ["clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"];

    private static readonly FrozenDictionary<string, Value> All = new Dictionary<string, Value>
    {
        ["cycler"] = new ClassValue(CyclerFunction.Definition, "jinja2.utils.Cycler", ["current", "next", "reset"], isGeneric: false),
        ["dict"] = new ClassValue(DictFunction.Definition, "dict", DictMembers, isGeneric: true),
        ["joiner"] = new ClassValue(JoinerFunction.Definition, "jinja2.utils.Joiner", [], isGeneric: false),
        ["namespace"] = new ClassValue(NamespaceFunction.Definition, "jinja2.utils.Namespace", [], isGeneric: false),
        ["raise_exception"] = new BuiltinFunctionValue(RaiseExceptionFunction.Definition),
        ["range"] = new BuiltinFunctionValue(RangeFunction.Definition),
        ["strftime_now"] = new BuiltinFunctionValue(StrftimeNowFunction.Definition),
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
}
