using System.Text;
using Tito.Core.Completions.Scanning;
using Tito.Core.Families;

namespace Tito.Core.Completions.Calls;

/// <summary>Reads calls that are a name and pairs of keys and values.</summary>
internal sealed class PairReader(ReaderContext context, CallFormat.Pairs format) : CallReader(context)
{
    private enum Place
    {
        Name,
        Call,
        Key,
        BeforeValue,
        Value,
    }

    private readonly ArgumentsWriter _arguments = new(context, hasLines: false, guesses: true);
    private readonly StringBuilder _text = new();
    private Place _place;

    /// <inheritdoc/>
    public override LiteralSet Literals { get; } = context.Markers.Literals(
        format.Open, format.Close, format.KeyOpen, format.KeyClose, format.ValueOpen, format.ValueClose);

    /// <inheritdoc/>
    public override bool Knows(string marker) => true;

    /// <inheritdoc/>
    public override bool Opens(string marker) => marker == format.Open;

    /// <inheritdoc/>
    public override void Open(in Lexeme marker)
    {
        Context.Hold(marker);
        Enter(Place.Name);
    }

    /// <inheritdoc/>
    public override bool Read(in Lexeme lexeme) => _place switch
    {
        Place.Name => ReadName(lexeme),
        Place.Value => ReadValue(lexeme),
        _ => ReadBetween(lexeme),
    };

    /// <inheritdoc/>
    public override void Finish(bool stopped)
    {
        if (Context.Output.IsInCall)
        {
            EndCall(isWhole: stopped && _place == Place.Call, isClosed: false);
        }

        Context.RefuseHeld();
    }

    /// <summary>The name ends at a line break or at the next marker.</summary>
    private bool ReadName(in Lexeme lexeme)
    {
        if (lexeme.Kind == LexemeKind.Text)
        {
            // Blanks before the name do not end it.
            var from = _text.Length == 0 ? Blanks(lexeme.Text) : 0;
            var line = lexeme.Text[from..].IndexOf('\n');
            var end = line < 0 ? lexeme.Text.Length : from + line;
            _text.Append(lexeme.Text[from..end]);
            Context.Hold(lexeme, line < 0 ? end : end + 1);
            return line < 0 || Begin() || Refuse();
        }

        if (lexeme.Marker == format.Open)
        {
            Context.RefuseHeld();
            Open(lexeme);
            return true;
        }

        if (lexeme.Marker != format.KeyOpen && lexeme.Marker != format.ValueOpen && lexeme.Marker != format.Close)
        {
            return Refuse();
        }

        if (Begin())
        {
            return ReadBetween(lexeme);
        }

        if (lexeme.Marker == format.Close)
        {
            Context.Hold(lexeme);
        }

        return Refuse();
    }

    private bool ReadBetween(in Lexeme lexeme)
    {
        if (lexeme.Kind == LexemeKind.Text)
        {
            if (_place == Place.Key)
            {
                _text.Append(lexeme.Text);
            }
            else
            {
                Context.Output.Malformed |= !lexeme.Text.IsWhiteSpace();
            }

            TakeSource(lexeme);
            return true;
        }

        if (lexeme.Marker == format.Close)
        {
            EndCall(isWhole: true, isClosed: _place == Place.Call);
            Context.Take(lexeme, CompletionPart.Markers);
            return false;
        }

        if (lexeme.Marker == format.Open)
        {
            EndCall(isWhole: true, isClosed: false);
            Open(lexeme);
            return true;
        }

        TakeSource(lexeme);
        if (lexeme.Marker == format.KeyOpen)
        {
            Context.Output.Malformed |= _place != Place.Call;
            Enter(Place.Key);
        }
        else if (lexeme.Marker == format.KeyClose && _place == Place.Key)
        {
            _place = Place.BeforeValue;
        }
        else if (lexeme.Marker == format.ValueOpen)
        {
            Context.Output.Malformed |= _place != Place.BeforeValue;
            _arguments.BeginValue(_text.ToString().Trim());
            Enter(Place.Value);
        }
        else
        {
            Context.Output.Malformed = true;
        }

        return true;
    }

    private bool ReadValue(in Lexeme lexeme)
    {
        if (lexeme.Marker == format.ValueClose)
        {
            _arguments.EndValue();
            TakeSource(lexeme);
            Enter(Place.Call);
            return true;
        }

        if (lexeme.Marker == format.Close || lexeme.Marker == format.KeyOpen)
        {
            // A value that nothing closes ends where the next thing begins.
            Context.Output.Malformed = true;
            _arguments.EndValue();
            Enter(Place.Call);
            return ReadBetween(lexeme);
        }

        _arguments.Add(lexeme.Text);
        TakeSource(lexeme);
        return true;
    }

    private bool Begin()
    {
        var name = _text.ToString().Trim();
        if (!CallName.IsPlausible(name))
        {
            return false;
        }

        Context.BeginCall(name);
        _arguments.Begin(name);
        Enter(Place.Call);
        return true;
    }

    private bool Refuse()
    {
        Context.RefuseHeld();
        return false;
    }

    private void EndCall(bool isWhole, bool isClosed)
    {
        Context.Output.Malformed |= !isClosed;
        if (isWhole)
        {
            _arguments.End();
        }

        Context.Output.EndCall();
    }

    private void Enter(Place place)
    {
        _text.Clear();
        _place = place;
    }

    private void TakeSource(in Lexeme lexeme)
    {
        Context.Output.AddSource(lexeme.Text);
        Context.Take(lexeme, lexeme.Kind == LexemeKind.Text ? CompletionPart.Calls : CompletionPart.Markers);
    }
}
