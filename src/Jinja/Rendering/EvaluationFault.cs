using System.Diagnostics.CodeAnalysis;

namespace Tito.Jinja.Rendering;

/// <summary>
/// A failure inside an evaluation. <see cref="Template"/> adds the place and makes a <see cref="TemplateException"/> of it.
/// </summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It never leaves Template.Render.")]
internal sealed class EvaluationFault(TemplateErrorKind kind, string message) : Exception(message)
{
    public TemplateErrorKind Kind { get; } = kind;

    public static EvaluationFault Type(string message) => new(TemplateErrorKind.Type, message);

    public static EvaluationFault Argument(string message) => new(TemplateErrorKind.Argument, message);

    public static EvaluationFault Arithmetic(string message) => new(TemplateErrorKind.Arithmetic, message);

    public static EvaluationFault Limit(string message) => new(TemplateErrorKind.Limit, message);
}
