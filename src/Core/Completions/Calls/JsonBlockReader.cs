using Tito.Core.Completions.Scanning;
using Tito.Core.Families;

namespace Tito.Core.Completions.Calls;

/// <summary>Reads calls that are JSON objects in blocks.</summary>
internal sealed class JsonBlockReader(ReaderContext context, CallFormat.JsonBlocks format) : CallReader(context)
{
    private readonly ObjectCalls _calls = new(context, ["arguments", "parameters"]);
    private bool _isSpoilt; // Whether text stands in the block that is no object.

    /// <inheritdoc/>
    public override LiteralSet Literals { get; } = context.Markers.Literals(format.Open, format.Close);

    /// <inheritdoc/>
    public override bool Knows(string marker) => marker == format.Open || marker == format.Close;

    /// <inheritdoc/>
    public override bool Opens(string marker) => marker == format.Open;

    /// <inheritdoc/>
    public override void Open(in Lexeme marker)
    {
        Context.Hold(marker);
        _calls.Open(CallObjectRules.Lenient);
        _isSpoilt = false;
    }

    /// <inheritdoc/>
    public override bool Read(in Lexeme lexeme)
    {
        if (lexeme.Marker == format.Open)
        {
            // Two blocks glued: the first ends without its marker.
            Context.Output.Malformed = true;
            _calls.Close();
            Open(lexeme);
            return true;
        }

        if (lexeme.Marker == format.Close)
        {
            Close(lexeme);
            return false;
        }

        if (_isSpoilt && lexeme.Kind == LexemeKind.Text)
        {
            Context.TakeStray(lexeme);
            return true;
        }

        if (lexeme.Kind == LexemeKind.Text ? _calls.Read(lexeme) : _calls.ReadMarker(lexeme))
        {
            return true;
        }

        // Text after a call waits for the end of the block; a block without a call is content from its beginning.
        Context.Output.Malformed = true;
        _calls.Close();
        _isSpoilt = true;
        return _calls.HasCalls && lexeme.Kind == LexemeKind.Text;
    }

    /// <inheritdoc/>
    public override void Finish(bool stopped) => _calls.Close();

    private void Close(in Lexeme marker)
    {
        if (_calls.IsCall)
        {
            _calls.Close();
            Context.Take(marker, CompletionPart.Markers);
        }
        else
        {
            Context.Hold(marker);
            _calls.Close();
        }
    }
}
