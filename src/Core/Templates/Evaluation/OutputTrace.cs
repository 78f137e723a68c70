using Tito.Core.Templates.Syntax;

namespace Tito.Core.Templates.Evaluation;

/// <summary>Which construct wrote each stretch of a render's output.</summary>
internal sealed class OutputTrace
{
    private readonly List<(int Start, SourceSpan Span)> _writes = [];

    /// <summary>The writes in the order of their offsets; each reaches to the next one.</summary>
    public IReadOnlyList<(int Start, SourceSpan Span)> Writes => _writes;

    /// <summary>Notes that a construct writes from an offset on.</summary>
    public void Add(int start, SourceSpan span)
    {
        // A captured block is taken out of the buffer again: what follows starts before its writes, or where they started.
        while (_writes.Count > 0 && _writes[^1].Start >= start)
        {
            _writes.RemoveAt(_writes.Count - 1);
        }

        _writes.Add((start, span));
    }
}
