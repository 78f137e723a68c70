namespace Tito.Jinja;

/// <summary>Why a template could not be parsed or rendered. Each kind names the Python exceptions that it stands for.</summary>
public enum TemplateErrorKind
{
    /// <summary>The source is not a template: Jinja2's TemplateSyntaxError, and what Python's own compiler refuses.</summary>
    Syntax,

    /// <summary>What Jinja2 or Python has and this engine refuses by name: tags that need other templates, methods of bytes.</summary>
    Unsupported,

    /// <summary>No filter or test of that name: TemplateAssertionError.</summary>
    UnknownName,

    /// <summary>An undefined value was used for more than printing: UndefinedError.</summary>
    Undefined,

    /// <summary>A value of the wrong type: TypeError and AttributeError.</summary>
    Type,

    /// <summary>A value of the right type that will not do: ValueError, FilterArgumentError, AssertionError.</summary>
    Argument,

    /// <summary>Division by zero, or a number that has no representation: ArithmeticError.</summary>
    Arithmetic,

    /// <summary>A key or an index that is not there: LookupError.</summary>
    Lookup,

    /// <summary>Something that the sandbox forbids: SecurityError.</summary>
    Security,

    /// <summary>The template itself called <c>raise_exception</c>.</summary>
    Raised,

    /// <summary>One of <see cref="TemplateLimits"/> was reached.</summary>
    Limit,

    /// <summary>Any other failure of a running template: TemplateRuntimeError.</summary>
    Runtime,
}
