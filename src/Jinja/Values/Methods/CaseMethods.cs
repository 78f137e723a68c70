using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>lower</c>, <c>upper</c>, <c>capitalize</c>, <c>title</c>, <c>swapcase</c> and <c>casefold</c>.</summary>
internal static class CaseMethods
{
    public static IEnumerable<Builtin> All { get; } =
    [
        Of("lower", CaseMapping.ToLower),
        Of("upper", CaseMapping.ToUpper),
        Of("capitalize", CaseMapping.Capitalize),
        Of("title", CaseMapping.ToTitle),
        Of("swapcase", CaseMapping.SwapCase),
        Of("casefold", CaseMapping.Fold),
    ];

    private static Builtin Of(string name, Func<string, string> map) => new(name, "self, /", (in call) =>
    {
        call.State.ChargeText(call.TargetText.Length);
        return new StringValue(map(call.TargetText));
    });
}
