using System.Collections.Immutable;

namespace Tito.Jinja;

/// <summary>Rendered text with what the template said about it.</summary>
/// <param name="Text">The rendered text.</param>
/// <param name="GenerationRanges">What the <c>{% generation %}</c> blocks covered, in the order in which they ended.</param>
public sealed record RenderedTemplate(string Text, ImmutableArray<TextRange> GenerationRanges);
