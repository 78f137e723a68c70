using System.Collections.Immutable;

namespace Tito.Engines;

/// <summary>A text with the ids that our tokenizer makes of it, to hold an engine's tokenizer against.</summary>
/// <param name="Text">Any text; special tokens in it count as such.</param>
/// <param name="Ids">The ids, without any that a tokenizer adds of itself.</param>
public sealed record TokenizerSample(string Text, ImmutableArray<int> Ids);
