using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is upper</c>: whether what the value prints as has cased characters, all of them upper case.</summary>
internal static class UpperTest
{
    public static Builtin Definition { get; } = new("upper", "value", static (in call) =>
        BooleanValue.Of(CharacterTests.IsUpper(call.ToText(0))));
}
