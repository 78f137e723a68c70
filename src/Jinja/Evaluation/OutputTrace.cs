using Tito.Jinja.Source;
using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation;

/// <summary>Which construct wrote each stretch of a render's output, and for which of the caller's subjects. Used by one thread.</summary>
/// <remarks>
/// A stretch belongs to the subject that the innermost loop over subjects visits; outside of any such loop, what an expression printed
/// belongs to the first subject that it read. Reading a value inside of a subject, or one that was
/// assigned from it, is reading the subject. The rest is the template's own.
/// </remarks>
internal sealed class OutputTrace
{
    /// <summary>A stretch of output, from its first offset to the next stretch.</summary>
    /// <param name="Start">In UTF-16 units, from 0.</param>
    /// <param name="Span">The construct that wrote it.</param>
    /// <param name="Subject">The index of the subject it belongs to, or null.</param>
    internal readonly record struct Write(int Start, SourceSpan Span, int? Subject);

    private readonly List<Write> _writes = [];
    private readonly Dictionary<Value, int> _subjects = new(ReferenceEqualityComparer.Instance);
    private int? _visited;
    private int? _read;

    /// <param name="subjects">Values of the context, distinguished by reference: two messages of equal content are two subjects.</param>
    public OutputTrace(IEnumerable<Value> subjects)
    {
        foreach (var (index, subject) in subjects.Index())
        {
            Register(subject, index);
        }
    }

    /// <summary>The writes in the order of their offsets; each reaches to the next one.</summary>
    public IReadOnlyList<Write> Writes => _writes;

    /// <summary>Notes that a loop begins an iteration, and returns what <see cref="EndIteration"/> takes.</summary>
    public int? BeginIteration(Value item)
    {
        var outer = _visited;
        _visited = SubjectOf(item) ?? outer;
        return outer;
    }

    /// <summary>Notes that the iteration has ended.</summary>
    public void EndIteration(int? outer) => _visited = outer;

    /// <summary>
    /// Notes that an expression to print or to assign is about to be evaluated, and returns what <see cref="EndReads"/> takes.
    /// </summary>
    public int? BeginReads()
    {
        var outer = _read;
        _read = null;
        return outer;
    }

    /// <summary>Notes that the expression was evaluated.</summary>
    public void EndReads(int? outer) => _read = outer;

    /// <summary>Notes that an expression read a value.</summary>
    public void Read(Value value) => _read ??= SubjectOf(value);

    /// <summary>Notes that what the expression gave is about to be assigned: a value made from a subject counts as inside of it.</summary>
    public void Derive(Value assigned)
    {
        if (_read is { } subject)
        {
            Register(assigned, subject);
        }
    }

    /// <summary>Notes that template text is written from an offset on.</summary>
    public void AddText(int start, SourceSpan span) => Add(new(start, span, _visited));

    /// <summary>Notes that a printed value is written from an offset on.</summary>
    public void AddPrinted(int start, SourceSpan span) => Add(new(start, span, _visited ?? _read));

    private void Add(Write write)
    {
        // A captured block is taken out of the buffer again: what follows starts before its writes, or where they started.
        while (_writes.Count > 0 && _writes[^1].Start >= write.Start)
        {
            _writes.RemoveAt(_writes.Count - 1);
        }

        _writes.Add(write);
    }

    // Numbers and constants are left out: equal ones may be one object, which says nothing of where it was read.
    private void Register(Value value, int index)
    {
        switch (value)
        {
            case StringValue { Text.Length: > 0 }:
                _subjects.TryAdd(value, index);
                break;
            case SequenceValue sequence:
                _subjects.TryAdd(value, index);
                Array.ForEach(sequence.Elements, item => Register(item, index));
                break;
            case DictValue dict:
                _subjects.TryAdd(value, index);
                foreach (var (_, item) in dict.Entries)
                {
                    Register(item, index);
                }

                break;
            default:
                break;
        }
    }

    private int? SubjectOf(Value value) => _subjects.TryGetValue(value, out var index) ? index : null;
}
