using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is lower</c>: whether what the value prints as has cased characters, all of them lower case.</summary>
internal static class LowerTest
{
    public static Builtin Definition { get; } = new("lower", "value", static (in call) =>
        BooleanValue.Of(CharacterTests.IsLower(call.ToText(0))));
}
