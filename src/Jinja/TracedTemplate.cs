using System.Collections.Immutable;

namespace Tito.Jinja;

/// <summary>Rendered text with where each stretch of it comes from.</summary>
/// <param name="Text">The rendered text.</param>
/// <param name="Origins">The stretches in the order of the text. They cover all of it.</param>
public sealed record TracedTemplate(string Text, ImmutableArray<OutputOrigin> Origins);
