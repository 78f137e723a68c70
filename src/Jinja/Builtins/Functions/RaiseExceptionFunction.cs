using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary><c>raise_exception</c>, transformers' own: <c>raise jinja2.exceptions.TemplateError(message)</c>.</summary>
internal static class RaiseExceptionFunction
{
    public static Builtin Definition { get; } = new("raise_exception", "message", static (in call) =>
        throw new EvaluationFault(TemplateErrorKind.Raised, call.ToText(0)));
}
