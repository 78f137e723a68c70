using System.Collections.Immutable;
using System.Text;
using Tito.Tokenizers;

namespace Tito.Simulation.Generations;

/// <summary>Looks for stop texts while tokens come: a completion ends with the token that completes one.</summary>
/// <remarks>Not thread-safe: one for each completion.</remarks>
internal sealed class StopTextSearch(Tokenizer tokenizer, ImmutableArray<string> stops, bool skipSpecialTokens)
{
    private readonly IncrementalDetokenizer _decoding = tokenizer.StartDecoding(skipSpecialTokens);
    private readonly StringBuilder _tail = new();
    private readonly int _longest = stops.Max(stop => stop.Length);

    /// <summary>Takes the next token.</summary>
    /// <returns>The first of the stop texts that is complete now, or null.</returns>
    public string? Append(int id)
    {
        var piece = _decoding.Append(id);
        var tail = _tail.Append(piece).ToString();
        var kept = Math.Min(tail.Length, _longest - 1); // The others found nothing in what went before.
        _tail.Clear().Append(tail, tail.Length - kept, kept);
        return piece.Length == 0 ? null : stops.FirstOrDefault(stop => tail.Contains(stop, StringComparison.Ordinal));
    }
}
