namespace Tito.Core.Completions.Scanning;

/// <summary>Text that was taken and may turn out to be a call or content.</summary>
internal sealed class HeldText(TokenLedger ledger)
{
    private readonly List<(string Text, int Run, bool IsMarker)> _pieces = [];

    /// <summary>Whether nothing is held.</summary>
    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>Holds a text or a marker.</summary>
    public void Add(ReadOnlySpan<char> text, int units, bool isMarker) =>
        _pieces.Add((text.ToString(), ledger.Add(null, units), isMarker));

    /// <summary>It was the format's, as it should be.</summary>
    /// <param name="part">Where its text went.</param>
    public void Accept(CompletionPart part)
    {
        foreach (var (_, run, isMarker) in _pieces)
        {
            ledger.Decide(run, isMarker ? CompletionPart.Markers : part);
        }

        _pieces.Clear();
    }

    /// <summary>It was not: all of it is content, markers included.</summary>
    public void Refuse(PartText content)
    {
        foreach (var (text, run, _) in _pieces)
        {
            content.WriteRaw(text, run);
        }

        _pieces.Clear();
    }
}
