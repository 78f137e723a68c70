using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Values.Methods;

/// <summary>The <c>is…</c> methods of strings.</summary>
internal static class PredicateMethods
{
    public static IEnumerable<Builtin> All { get; } =
    [
        Of("isalnum", static text => CharacterTests.All(text, static rune =>
            CharacterTests.IsAlpha(rune) || CharacterTests.IsNumeric(rune))),
        Of("isalpha", static text => CharacterTests.All(text, CharacterTests.IsAlpha)),
        Of("isascii", static text => System.Text.Ascii.IsValid(text)),
        Of("isdecimal", static text => CharacterTests.All(text, System.Text.Rune.IsDigit)),
        Of("isdigit", static text => CharacterTests.All(text, CharacterTests.IsDigit)),
        Of("isidentifier", CharacterTests.IsIdentifier),
        Of("islower", CharacterTests.IsLower),
        Of("isnumeric", static text => CharacterTests.All(text, CharacterTests.IsNumeric)),
        Of("isprintable", static text => text.Length == 0 || CharacterTests.All(text, PythonText.IsPrintable)),
        Of("isspace", static text => CharacterTests.All(text, static rune => rune.IsBmp && PythonText.IsSpace((char)rune.Value))),
        Of("istitle", CharacterTests.IsTitle),
        Of("isupper", CharacterTests.IsUpper),
    ];

    private static Builtin Of(string name, Func<string, bool> test) => new(name, "self, /", (in call) =>
    {
        call.State.ChargeText(call.TargetText.Length);
        return BooleanValue.Of(test(call.TargetText));
    });
}
