using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>if</c> with its <c>elif</c> branches and its <c>else</c>.</summary>
internal sealed record IfStatement(SourceSpan Span, ImmutableArray<IfBranch> Branches, ImmutableArray<Statement> Otherwise) : Statement(Span);
