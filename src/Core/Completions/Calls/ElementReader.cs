using System.Text;
using Tito.Core.Completions.Scanning;
using Tito.Core.Families;

namespace Tito.Core.Completions.Calls;

/// <summary>Reads calls that are elements with an element for each parameter.</summary>
internal sealed partial class ElementReader : CallReader
{
    private enum Place
    {
        Block,
        CallHead,
        Call,
        ValueHead,
        Value,
    }

    private readonly CallFormat.Elements _format;
    private readonly ArgumentsWriter _arguments;
    private readonly LiteralSet _all;
    private readonly LiteralSet _inValue;
    private readonly StringBuilder _head = new();
    private Place _place;
    private bool _hasCalls;
    private bool _hasBlock;
    private bool _isStray; // Whether text stands between the calls of the block.

    /// <summary>A reader of one completion.</summary>
    public ElementReader(ReaderContext context, CallFormat.Elements format)
        : base(context)
    {
        (_format, _arguments) = (format, new(context, format.HasLines, guesses: false));
        _all = context.Markers.Literals(
            format.Open, format.Close, format.CallOpen, format.CallClose, format.ValueOpen, format.ValueClose);
        _inValue = format.IsLoose
            ? context.Markers.Literals(format.Close, format.CallClose, format.ValueOpen, format.ValueClose)
            : context.Markers.Literals(format.Close, format.CallClose, format.ValueClose);
    }

    /// <inheritdoc/>
    public override LiteralSet Literals => _place switch
    {
        Place.CallHead or Place.ValueHead => LiteralSet.Empty,
        Place.Value => _inValue,
        _ => _all,
    };

    /// <inheritdoc/>
    public override bool Knows(string marker) =>
        marker == _format.Open || marker == _format.Close || (_format.IsLoose && marker == _format.CallOpen);

    /// <inheritdoc/>
    public override bool Opens(string marker) => marker == _format.Open || (_format.IsLoose && marker == _format.CallOpen);

    /// <inheritdoc/>
    public override void Open(in Lexeme marker)
    {
        Context.Hold(marker);
        _hasBlock = marker.Marker == _format.Open;
        (_hasCalls, _isStray) = (false, false);
        EnterHead(_hasBlock ? Place.Block : Place.CallHead);
    }

    /// <inheritdoc/>
    public override bool Read(in Lexeme lexeme) => _place switch
    {
        Place.Block => ReadBlock(lexeme),
        Place.CallHead => ReadCallHead(lexeme),
        Place.ValueHead => ReadValueHead(lexeme),
        Place.Value => ReadValue(lexeme),
        _ => ReadCall(lexeme),
    };

    /// <inheritdoc/>
    public override void Finish(bool stopped)
    {
        if (Context.Output.IsInCall)
        {
            // A call that was cut off stays open, so that nobody runs half of it.
            EndCall(isWhole: stopped && _place == Place.Call, isClosed: false);
        }

        Context.RefuseHeld(_hasBlock);
    }

    private bool ReadCall(in Lexeme lexeme)
    {
        if (lexeme.Kind == LexemeKind.Text)
        {
            Context.Output.Malformed |= !lexeme.Text.IsWhiteSpace();
            TakeSource(lexeme);
            return true;
        }

        return ReadEnd(lexeme);
    }

    private bool ReadValueHead(in Lexeme lexeme)
    {
        if (lexeme.Marker == _format.Close)
        {
            return ReadEnd(lexeme);
        }

        if (ReadHead(lexeme) is { } head)
        {
            Context.Held.Accept(CompletionPart.Calls);
            if (_format.HasAttributes)
            {
                var isString = TagHead.Attribute(head, "string") switch { "true" => true, "false" => false, _ => (bool?)null };
                _arguments.BeginValue(TagHead.Attribute(head, "name") ?? "", isString);
            }
            else
            {
                _arguments.BeginValue(TagHead.Bare(head));
            }

            _place = Place.Value;
        }
        else if (lexeme.Kind != LexemeKind.Text)
        {
            _head.Append(lexeme.Text);
            TakeSource(lexeme);
        }

        return true;
    }

    private bool ReadValue(in Lexeme lexeme)
    {
        if (lexeme.Kind != LexemeKind.Text)
        {
            if (lexeme.Marker == _format.ValueClose)
            {
                _arguments.EndValue();
                _place = Place.Call;
                TakeSource(lexeme);
                return true;
            }

            if (lexeme.Marker == _format.CallClose || lexeme.Marker == _format.Close
                || (_format.IsLoose && lexeme.Marker == _format.ValueOpen))
            {
                Context.Output.Malformed = true;
                _arguments.EndValue();
                return ReadEnd(lexeme);
            }
        }

        _arguments.Add(lexeme.Text);
        TakeSource(lexeme);
        return true;
    }

    /// <summary>Takes a marker that stands between the parameters of a call, or ends them.</summary>
    private bool ReadEnd(in Lexeme lexeme)
    {
        if (lexeme.Marker == _format.ValueOpen)
        {
            TakeSource(lexeme);
            EnterHead(Place.ValueHead);
            return true;
        }

        if (lexeme.Marker == _format.CallClose)
        {
            EndCall(isWhole: true, isClosed: true);
            Context.Take(lexeme, CompletionPart.Markers);
            return true;
        }

        if (lexeme.Marker == _format.Close || lexeme.Marker == _format.Open || lexeme.Marker == _format.CallOpen)
        {
            EndCall(isWhole: _place != Place.ValueHead, isClosed: false);
            return ReadBlock(lexeme);
        }

        // Any other marker means nothing here.
        Context.Output.Malformed = true;
        TakeSource(lexeme);
        return true;
    }

    /// <summary>The text of a tag after its name, once its end has come.</summary>
    private string? ReadHead(in Lexeme lexeme)
    {
        var end = lexeme.Kind == LexemeKind.Text ? lexeme.Text.IndexOf('>') : -1;
        if (lexeme.Kind != LexemeKind.Text)
        {
            return null;
        }

        var count = end < 0 ? lexeme.Text.Length : end + 1;
        _head.Append(end < 0 ? lexeme.Text : lexeme.Text[..end]);
        if (Context.Output.IsInCall)
        {
            Context.Output.AddSource(lexeme.Text[..count]);
            Context.Take(count, CompletionPart.Calls);
        }
        else
        {
            Context.Hold(lexeme, count);
        }

        return end < 0 ? null : _head.ToString();
    }

    private void EnterHead(Place place)
    {
        _head.Clear();
        _place = place;
    }

    private void EndCall(bool isWhole, bool isClosed)
    {
        Context.Output.Malformed |= !isClosed;
        if (isWhole)
        {
            _arguments.End();
        }

        Context.Output.EndCall();
        _place = Place.Block;
    }

    private void TakeSource(in Lexeme lexeme)
    {
        Context.Output.AddSource(lexeme.Text);
        Context.Take(lexeme, lexeme.Kind == LexemeKind.Text ? CompletionPart.Calls : CompletionPart.Markers);
    }
}
