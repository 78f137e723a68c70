namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>How a variable is filled; the outer variable belongs to <see cref="LoadKind.Outer"/>.</summary>
internal readonly record struct Load(LoadKind Kind, Variable? Outer = null);
