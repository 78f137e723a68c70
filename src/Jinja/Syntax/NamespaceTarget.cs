namespace Tito.Jinja.Syntax;

/// <summary>An attribute of a namespace as the target of <c>{% set ns.attribute = … %}</c>.</summary>
internal sealed record NamespaceTarget(SourceSpan Span, string Name, string Attribute) : Expression(Span);
