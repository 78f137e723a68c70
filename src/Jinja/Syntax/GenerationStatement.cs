using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>generation</c>: marks what the model itself produced. Its body is a scope of its own, as in transformers.</summary>
internal sealed record GenerationStatement(SourceSpan Span, ImmutableArray<Statement> Body) : Statement(Span);
