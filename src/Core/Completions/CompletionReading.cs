using Tito.Core.Completions.Readers;
using Tito.Core.Completions.Scanning;

namespace Tito.Core.Completions;

/// <summary>Reads one completion as its ids come. The message at the end is what the deltas make when they are put together.</summary>
/// <remarks>
/// Each token costs what it adds; characters whose bytes are not all there, and text that may be the beginning of a marker, wait for what
/// follows. Not thread-safe.
/// </remarks>
public sealed class CompletionReading
{
    private readonly TokenScanner _scanner;
    private readonly ReaderContext _context;
    private readonly CompletionReader _reader;

    internal CompletionReading(TokenScanner scanner, ReaderContext context, CompletionReader reader) =>
        (_scanner, _context, _reader) = (scanner, context, reader);

    /// <summary>Reads on.</summary>
    /// <param name="ids">The next ids, any number; ids that are not tokens are read as markers without meaning.</param>
    /// <returns>What they added to the message; may be empty.</returns>
    public IReadOnlyList<CompletionDelta> Append(ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
        {
            _scanner.Push(id);
            Drain();
        }

        return _context.Output.TakeDeltas();
    }

    /// <summary>Ends the completion. No id can follow.</summary>
    /// <param name="isStopped">
    /// Whether the engine says that the model ended its turn, where it leaves the token out that says so; without either it was cut off.
    /// </param>
    /// <returns>The last deltas and the message.</returns>
    public (IReadOnlyList<CompletionDelta> Deltas, ParsedCompletion Message) Finish(bool isStopped = false)
    {
        _scanner.Finish();
        Drain();
        _context.Output.IsCut = !isStopped && !_scanner.EndsSilent;
        _reader.Finish(_scanner.EndsSilent);
        return (_context.Output.TakeDeltas(), _context.Output.ToMessage(_context.Ledger.Ranges(_scanner.Starts)));
    }

    private void Drain()
    {
        while (_scanner.TryPeek(_reader.Literals, out var lexeme))
        {
            if (lexeme.Kind == LexemeKind.Silent)
            {
                _context.Take(lexeme, CompletionPart.Markers);
            }
            else
            {
                _reader.Read(lexeme);
            }
        }
    }
}
