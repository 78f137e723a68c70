using Tito.Core.Tokens;

namespace Tito.Core.Samples;

/// <summary>
/// Joins the routed experts of the turns of a sample: whole payloads replace what was there, additive ones go after it. A turn without any
/// leaves a hole, which a later payload closes that reaches over it.
/// </summary>
/// <remarks>For one sample, on one thread.</remarks>
internal sealed class RoutedRows
{
    private readonly List<RoutedExperts> _joined = [];
    private RecordedTurn? _hole;

    private int EndRow => _joined.Count == 0 ? 0 : _joined[^1].EndRow;

    /// <summary>The rows of a sample, one for each of its tokens but the last; null when its turns have none.</summary>
    /// <param name="turns">The turns of the sample, in order.</param>
    /// <param name="tokenCount">The number of tokens of the sample.</param>
    /// <exception cref="SampleException">The payloads do not join, leave a hole, or do not reach to the sample's end.</exception>
    public static RoutedExperts? Join(ReadOnlySpan<KeptTurn> turns, int tokenCount)
    {
        var rows = new RoutedRows();
        foreach (var (turn, _, _) in turns)
        {
            rows.Add(turn);
        }

        return rows._hole is { } turnWithout
            ? throw Fault(turnWithout, $"it has no routed experts, and the {rows.EndRow} rows before it do not reach over it")
            : rows._joined.Count == 0 ? null : rows.Take(Math.Max(0, tokenCount - 1));
    }

    private void Add(RecordedTurn turn)
    {
        if (turn.RoutedExperts is not { } rows)
        {
            _hole ??= _joined.Count > 0 ? turn : null;
            return;
        }

        var end = Math.Max(0, turn.Prompt.Count + turn.Completion.Ids.Length - 1);
        if (rows.EndRow != end)
        {
            throw Fault(turn, $"its routed experts are rows {rows.StartRow} to {rows.EndRow}; they must end at {end}");
        }

        if (rows.StartRow == 0)
        {
            _joined.Clear();
        }

        if (rows.StartRow != EndRow)
        {
            throw Fault(turn, $"its routed experts start at row {rows.StartRow}; {EndRow} rows are before it");
        }

        if (_joined.Count > 0 && (rows.Layers, rows.TopK) != (_joined[0].Layers, _joined[0].TopK))
        {
            throw Fault(
                turn,
                $"its routed experts are [{rows.Layers}, {rows.TopK}] a row; those before it are [{_joined[0].Layers}, {_joined[0].TopK}]");
        }

        _joined.Add(rows);
        _hole = null;
    }

    private RoutedExperts Take(int count)
    {
        if (EndRow < count)
        {
            throw new SampleException(
                SampleFault.RoutedExperts,
                $"The routed experts cover {EndRow} rows; the sample needs {count}, one for each token but the last.");
        }

        var (layers, topK, rowBytes) = (_joined[0].Layers, _joined[0].TopK, _joined[0].RowBytes);
        var bytes = new byte[checked(count * rowBytes)];
        foreach (var rows in _joined.Where(rows => rows.StartRow < count))
        {
            var taken = Math.Min(rows.RowCount, count - rows.StartRow);
            rows.Bytes.Span[..(taken * rowBytes)].CopyTo(bytes.AsSpan(rows.StartRow * rowBytes));
        }

        return new(0, layers, topK, bytes);
    }

    private static SampleException Fault(RecordedTurn turn, string what) =>
        new(SampleFault.RoutedExperts, $"Turn {turn.Sequence}: {what}.");
}
