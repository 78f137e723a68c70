namespace Tito.Jinja;

/// <summary>A template could not be parsed or rendered.</summary>
/// <remarks>The message quotes the template, never the rendered values beyond what the template raised itself.</remarks>
public sealed class TemplateException : Exception
{
    internal TemplateException(TemplateErrorKind kind, string detail, string templateName, int line, int column, string excerpt)
        : base($"{detail} ({templateName}, line {line}, column {column})")
    {
        Kind = kind;
        Detail = detail;
        TemplateName = templateName;
        Line = line;
        Column = column;
        Excerpt = excerpt;
    }

    // Of text that code wrote: there is no place to name.
    internal TemplateException(TemplateErrorKind kind, string detail)
        : base(detail) => (Kind, Detail, TemplateName, Excerpt) = (kind, detail, "", "");

    /// <summary>Why it failed.</summary>
    public TemplateErrorKind Kind { get; }

    /// <summary>The failure, without the place. For <see cref="TemplateErrorKind.Raised"/> the template's own words.</summary>
    public string Detail { get; }

    /// <summary>The name that the template was parsed under; empty where code wrote the text.</summary>
    public string TemplateName { get; }

    /// <summary>The line of the failing construct, from 1; 0 where code wrote the text.</summary>
    public int Line { get; }

    /// <summary>The column of the failing construct in Unicode characters, from 1; 0 where code wrote the text.</summary>
    public int Column { get; }

    /// <summary>The failing line with a caret under each character of the construct that lies on it.</summary>
    public string Excerpt { get; }
}
