using Tito.Core.Families;

namespace Tito.Core.Completions.Scanning;

/// <summary>What the readers of one completion share.</summary>
internal sealed class ReaderContext
{
    /// <summary>Binds the parts together.</summary>
    public ReaderContext(TokenScanner scanner, MarkerTable markers, CompletionTools tools, CompletionLayout layout)
    {
        (Scanner, Markers, Tools) = (scanner, markers, tools);
        Content = new(Output, Ledger, CompletionPart.Content, layout);
        Reasoning = new(
            Output,
            Ledger,
            CompletionPart.Reasoning,
            layout == CompletionLayout.Edges ? CompletionLayout.Edges : CompletionLayout.Verbatim);
        Held = new(Ledger);
    }

    /// <summary>Where the completion comes from.</summary>
    public TokenScanner Scanner { get; }

    /// <summary>The format's markers in the model's tokenizer.</summary>
    public MarkerTable Markers { get; }

    /// <summary>The tools that the model was given.</summary>
    public CompletionTools Tools { get; }

    /// <summary>Where the message goes.</summary>
    public CompletionOutput Output { get; } = new();

    /// <summary>Where each token went.</summary>
    public TokenLedger Ledger { get; } = new();

    /// <summary>Writes content.</summary>
    public PartText Content { get; }

    /// <summary>Writes reasoning.</summary>
    public PartText Reasoning { get; }

    /// <summary>What may become a call.</summary>
    public HeldText Held { get; }

    /// <summary>Takes a piece that belongs to a part without being its text.</summary>
    public void Take(in Lexeme lexeme, CompletionPart part)
    {
        Scanner.Take(lexeme);
        Ledger.Add(part, lexeme.Units);
    }

    /// <summary>Takes the first characters of a text that belong to a part without being its text.</summary>
    public void Take(int count, CompletionPart part)
    {
        Scanner.Take(count);
        Ledger.Add(part, count);
    }

    /// <summary>Takes the white space that a text begins with where the format has a place for no text; false if there is none.</summary>
    public bool TakeBlanks(in Lexeme lexeme)
    {
        var blanks = lexeme.Text.Length - lexeme.Text.TrimStart().Length;
        if (blanks > 0)
        {
            Take(blanks, CompletionPart.Markers);
        }

        return blanks > 0;
    }

    /// <summary>Takes a piece whose part shows later.</summary>
    public void Hold(in Lexeme lexeme)
    {
        Scanner.Take(lexeme);
        Held.Add(lexeme.Text, lexeme.Units, lexeme.Kind == LexemeKind.Marker);
    }

    /// <summary>Takes the first characters of a text whose part shows later.</summary>
    public void Hold(in Lexeme lexeme, int count)
    {
        if (count > 0)
        {
            Scanner.Take(count);
            Held.Add(lexeme.Text[..count], count, isMarker: false);
        }
    }

    /// <summary>Takes a marker that is text where it stands, and whose part shows later.</summary>
    public void HoldText(in Lexeme lexeme)
    {
        Scanner.Take(lexeme);
        Held.Add(lexeme.Text, lexeme.Units, isMarker: false);
    }

    /// <summary>Takes a piece as text of a part, line breaks and all.</summary>
    public void TakeText(in Lexeme lexeme, PartText part)
    {
        Scanner.Take(lexeme);
        if (lexeme.Kind == LexemeKind.Text)
        {
            part.Write(lexeme.Text);
        }
        else
        {
            part.WriteRaw(lexeme.Text, Ledger.Add(null, lexeme.Units));
        }
    }

    /// <summary>Takes a piece that does not belong where it stands: it is content.</summary>
    public void TakeStray(in Lexeme lexeme)
    {
        Output.Malformed = true;
        Scanner.Take(lexeme);
        Content.WriteRaw(lexeme.Text, Ledger.Add(null, lexeme.Units));
    }

    /// <summary>What is held begins a call.</summary>
    public void BeginCall(string name, string? id = null)
    {
        Content.Break();
        Held.Accept(CompletionPart.Calls);
        Output.BeginCall(name, id);
    }

    /// <summary>What is held is no call: it is content.</summary>
    /// <param name="isMalformed">Whether it was marked as one.</param>
    public void RefuseHeld(bool isMalformed = true)
    {
        Output.Malformed |= isMalformed && !Held.IsEmpty;
        Held.Refuse(Content);
    }
}
