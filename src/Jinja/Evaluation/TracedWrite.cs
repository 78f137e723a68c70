using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation;

/// <summary>A stretch of output, from its first offset to the next stretch.</summary>
/// <param name="Start">In UTF-16 units, from 0.</param>
/// <param name="Span">The construct that wrote it.</param>
/// <param name="Subject">The index of the subject it belongs to, or null.</param>
internal readonly record struct TracedWrite(int Start, SourceSpan Span, int? Subject);
