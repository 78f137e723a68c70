using System.Collections.Immutable;
using Tito.Core.Completions;

namespace Tito.Core.Turns;

/// <summary>
/// Keeps back what a stop string may take away: OpenAI, API reference, <c>stop</c>: "The returned text will not contain the stop sequence."
/// The engine samples its tokens all the same, so the text of the message is cut, and no token.
/// </summary>
/// <remarks>
/// What may be the beginning of a stop string waits for what follows. A whole one waits for some tokens: an engine that samples several at
/// a time may have gone a little beyond the place where it stopped, and one that goes on for long did not stop there. Only reasoning and
/// content are cut: arguments of a call are what the model wrote. Not thread-safe.
/// </remarks>
/// <param name="stops">The stop strings, none of them empty; may be none.</param>
internal sealed class StopStringHold(ImmutableArray<string> stops)
{
    /// <summary>How many tokens an engine may sample beyond a stop string.</summary>
    private const int Overshoot = 8;

    private readonly Queue<int> _lengths = new(Overshoot + 1);
    private DeltaKind _kind;
    private string _held = "";
    private int _shownCount;

    /// <summary>The first stop string in the text that is kept back; null where there is none.</summary>
    public string? Found => stops.Select(stop => (Text: stop, At: _held.IndexOf(stop, StringComparison.Ordinal)))
        .Where(match => match.At >= 0).OrderBy(match => match.At).Select(match => match.Text).FirstOrDefault();

    /// <summary>What may be shown after the next token.</summary>
    /// <param name="deltas">What it added to the message.</param>
    public IReadOnlyList<CompletionDelta> Pass(IReadOnlyList<CompletionDelta> deltas)
    {
        if (stops.IsEmpty)
        {
            return deltas;
        }

        var shown = new List<CompletionDelta>(deltas.Count + 1);
        _lengths.Enqueue(_shownCount + _held.Length);
        var passed = _lengths.Count > Overshoot ? _lengths.Dequeue() : 0;
        foreach (var delta in deltas)
        {
            if (delta.Kind != _kind || delta.Kind is not (DeltaKind.Reasoning or DeltaKind.Content))
            {
                Show(shown, _held.Length);
                _lengths.Clear();
                (_kind, _shownCount, passed) = (delta.Kind, 0, 0);
            }

            if (delta.Kind is DeltaKind.Reasoning or DeltaKind.Content)
            {
                _held += delta.Text;
            }
            else
            {
                shown.Add(delta);
            }
        }

        Show(shown, SafeCount(passed - _shownCount));
        return shown;
    }

    /// <summary>The rest of what may be shown.</summary>
    /// <param name="stop">The stop string at which the engine stopped; null where at none.</param>
    /// <returns>The last delta, if there is any; and how much was cut off the end of which text.</returns>
    public (IReadOnlyList<CompletionDelta> Deltas, DeltaKind Kind, int CutCount) End(string? stop)
    {
        var shown = new List<CompletionDelta>(1);
        var end = string.IsNullOrEmpty(stop) ? -1 : _held.IndexOf(stop, StringComparison.Ordinal);
        Show(shown, end < 0 ? _held.Length : end);
        return (shown, _kind, _held.Length);
    }

    /// <summary>How many of the held characters no stop string can take away.</summary>
    /// <param name="passed">How many of them the engine has gone beyond for long.</param>
    private int SafeCount(int passed)
    {
        for (var start = 0; start < _held.Length; start++)
        {
            var rest = _held.AsSpan(start);
            foreach (var stop in stops)
            {
                if (rest.Length < stop.Length
                    ? stop.StartsWith(rest, StringComparison.Ordinal)
                    : start + stop.Length > passed && rest.StartsWith(stop, StringComparison.Ordinal))
                {
                    return start;
                }
            }
        }

        return _held.Length;
    }

    private void Show(List<CompletionDelta> shown, int count)
    {
        if (count > 0)
        {
            shown.Add(new(_kind, _held[..count]));
            _held = _held[count..];
            _shownCount += count;
        }
    }
}
