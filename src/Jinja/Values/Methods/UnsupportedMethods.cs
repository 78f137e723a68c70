using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary>The methods of types none of whose methods is needed: they are there to be looked at, and calling one raises by name.</summary>
internal static class UnsupportedMethods
{
    public static BuiltinTable Floats { get; } = Of("as_integer_ratio", "conjugate", "fromhex", "hex", "is_integer");

    public static BuiltinTable Generators { get; } = Of("close", "send", "throw");

    public static BuiltinTable Views { get; } = Of("isdisjoint");

    private static BuiltinTable Of(params IEnumerable<string> names) =>
        BuiltinTable.Of(names.Select(static name => Builtin.Unsupported(name)));
}
