using Tito.Core.Completions.Scanning;

namespace Tito.Core.Completions.Calls;

/// <summary>Reads the calls of one format. A turn's reader hands it what follows a marker that opens calls, until it gives back.</summary>
/// <remarks>
/// It takes a piece whole or its first characters, and decides by characters and markers alone: never by where a piece of text ends.
/// </remarks>
internal abstract class CallReader(ReaderContext context)
{
    /// <summary>What the readers of a completion share.</summary>
    protected ReaderContext Context => context;

    /// <summary>Whether a marker of the format means something outside calls: it opens some, or stands wrong there.</summary>
    public abstract bool Knows(string marker);

    /// <summary>Whether a marker opens calls where it stands in content.</summary>
    public abstract bool Opens(string marker);

    /// <summary>The markers to look for in text while calls are read.</summary>
    public abstract LiteralSet Literals { get; }

    /// <summary>Takes a marker that opens calls.</summary>
    public abstract void Open(in Lexeme marker);

    /// <summary>Takes text or a marker, or part of a text.</summary>
    /// <returns>False where the calls are over; what was not taken is content.</returns>
    public abstract bool Read(in Lexeme lexeme);

    /// <summary>Nothing follows within calls.</summary>
    /// <param name="stopped">Whether the model ended its turn; otherwise it was cut off.</param>
    public abstract void Finish(bool stopped);

    /// <summary>How many white-space characters a text begins with.</summary>
    protected static int Blanks(ReadOnlySpan<char> text) => text.Length - text.TrimStart().Length;
}
