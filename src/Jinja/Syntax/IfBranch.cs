using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>A test and what is rendered when it is the first to hold.</summary>
internal sealed record IfBranch(Expression Test, ImmutableArray<Statement> Body);
