using Tito.Core.Completions.Scanning;

namespace Tito.Core.Completions.Calls;

// What stands in a block around its calls, up to their names.
internal sealed partial class ElementReader
{
    private bool ReadBlock(in Lexeme lexeme)
    {
        if (lexeme.Kind == LexemeKind.Text)
        {
            var blanks = _isStray ? 0 : Blanks(lexeme.Text);
            if (blanks > 0)
            {
                TakeOrHold(lexeme, blanks);
                return true;
            }

            return StaysFor(lexeme);
        }

        _isStray = false;
        if (lexeme.Marker == _format.CallOpen)
        {
            Context.Hold(lexeme);
            EnterHead(Place.CallHead);
            return true;
        }

        if (lexeme.Marker == _format.Open && _hasCalls)
        {
            Context.Output.Malformed |= _hasBlock;
            Context.Take(lexeme, CompletionPart.Markers);
            _hasBlock = true;
            return true;
        }

        if (lexeme.Marker == _format.Open)
        {
            Context.RefuseHeld();
            Open(lexeme);
            return true;
        }

        if (lexeme.Marker == _format.Close && _hasCalls)
        {
            Context.Take(lexeme, CompletionPart.Markers);
            return false;
        }

        if (IsTag(lexeme.Marker!))
        {
            return StaysFor(lexeme);
        }

        // A marker of something else ends the block.
        Context.RefuseHeld(_hasBlock);
        return false;
    }

    private bool ReadCallHead(in Lexeme lexeme)
    {
        if (ReadHead(lexeme) is not { } head)
        {
            return lexeme.Kind == LexemeKind.Text || Leave();
        }

        var name = _format.HasAttributes ? TagHead.Attribute(head, "name") ?? "" : TagHead.Bare(head);
        if (!CallName.IsPlausible(name) || (!_hasBlock && !Context.Tools.Has(name)))
        {
            return Leave();
        }

        Context.BeginCall(name);
        _arguments.Begin(name);
        (_place, _hasCalls, _isStray) = (Place.Call, true, false);
        return true;
    }

    /// <summary>What stands between the calls of a block and belongs to none is content, and the block goes on.</summary>
    private bool StaysFor(in Lexeme lexeme)
    {
        if (_hasCalls && _hasBlock)
        {
            Context.TakeStray(lexeme);
            _isStray = true;
            return true;
        }

        return Leave();
    }

    private bool IsTag(string marker) =>
        marker == _format.CallClose || marker == _format.ValueOpen || marker == _format.ValueClose;

    /// <summary>What stands here is no call: the block is content, if it has had none.</summary>
    private bool Leave()
    {
        Context.RefuseHeld(_hasBlock);
        if (_hasCalls && _hasBlock)
        {
            (_place, _isStray) = (Place.Block, true);
            return true;
        }

        return false;
    }

    private void TakeOrHold(in Lexeme lexeme, int count)
    {
        if (_hasCalls)
        {
            Context.Take(count, CompletionPart.Calls);
        }
        else
        {
            Context.Hold(lexeme, count);
        }
    }
}
