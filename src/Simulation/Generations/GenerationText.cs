using System.Text;
using Tito.Tokenizers;

namespace Tito.Simulation.Generations;

/// <summary>The text of a completion while it grows, whole characters alone, and never a piece of a stop text.</summary>
/// <remarks>Not thread-safe: one for each completion.</remarks>
internal sealed class GenerationText(Tokenizer tokenizer, GenerationRequest request)
{
    private readonly IncrementalDetokenizer _decoding = tokenizer.StartDecoding(request.SkipSpecialTokens);
    private readonly StringBuilder _text = new();
    private readonly int _held = request.KeepStop || request.Stops.IsEmpty ? 0 : request.Stops.Max(stop => stop.Length) - 1;

    /// <summary>Where the first stop text begins, which only a recorded completion goes on after.</summary>
    private int _stop = int.MaxValue;

    /// <summary>Takes more tokens.</summary>
    /// <param name="ids">The tokens; may be empty.</param>
    /// <param name="end">How the completion ended with them; null when it goes on.</param>
    /// <returns>The text so far.</returns>
    public string Append(ReadOnlySpan<int> ids, GenerationEnd? end)
    {
        var before = _text.Length;
        foreach (var id in end is { IsToken: true } && !request.KeepStop && ids.Length > 0 ? ids[..^1] : ids)
        {
            _text.Append(_decoding.Append(id));
        }

        if (end is null)
        {
            FindStop(Math.Max(0, before - _held));
            var shown = Math.Min(Math.Max(0, _text.Length - _held), _stop);
            return _text.ToString(0, shown > 0 && char.IsHighSurrogate(_text[shown - 1]) ? shown - 1 : shown);
        }

        var text = _text.Append(_decoding.Finish()).ToString();

        // A recorded engine says what it was told to say, whether its text has that or not.
        return end.StopText is { } stop && !request.KeepStop && text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at
            ? text[..at]
            : text;
    }

    private void FindStop(int from)
    {
        if (_held > 0 && _stop == int.MaxValue)
        {
            var tail = _text.ToString(from, _text.Length - from);
            _stop = request.Stops.Select(stop => tail.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0)
                .Select(at => from + at).DefaultIfEmpty(int.MaxValue).Min();
        }
    }
}
