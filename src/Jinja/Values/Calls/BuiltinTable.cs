using System.Collections.Frozen;

namespace Tito.Jinja.Values.Calls;

/// <summary>Built-ins by name.</summary>
internal sealed class BuiltinTable
{
    private readonly FrozenDictionary<string, Builtin> _byName;

    private BuiltinTable(FrozenDictionary<string, Builtin> byName) => _byName = byName;

    public static BuiltinTable Of(params IEnumerable<Builtin> builtins) =>
        new(builtins.ToFrozenDictionary(static builtin => builtin.Name, StringComparer.Ordinal));

    public IEnumerable<Builtin> All => _byName.Values;

    public Builtin? Find(string name) => _byName.GetValueOrDefault(name);

    public bool HasName(string name) => _byName.ContainsKey(name);
}
