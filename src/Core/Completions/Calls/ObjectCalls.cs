using System.Collections.Immutable;
using Tito.Core.Completions.Scanning;

namespace Tito.Core.Completions.Calls;

/// <summary>Reads the JSON objects of one block: a call each.</summary>
/// <remarks>What it has not announced it holds in <see cref="ReaderContext.Held"/>.</remarks>
internal sealed class ObjectCalls(ReaderContext context, ImmutableArray<string> argumentKeys)
{
    private CallObject? _object;
    private CallObjectRules _rules = CallObjectRules.Lenient;

    /// <summary>Whether the block has had a call.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Whether an object has begun and not ended.</summary>
    public bool IsInObject => _object is not null;

    /// <summary>Whether the block has had a call, or has one that is open.</summary>
    public bool IsCall => HasCalls || _object is { IsBegun: true };

    /// <summary>Begins a block.</summary>
    public void Open(CallObjectRules rules) => (_object, HasCalls, _rules) = (null, false, rules);

    /// <summary>Takes the beginning of a text, or what of it belongs to the object that is open.</summary>
    /// <returns>False where the rest of the text is no object: nothing more can be taken.</returns>
    public bool Read(in Lexeme lexeme)
    {
        var text = lexeme.Text;
        if (_object is null)
        {
            var blanks = text.Length - text.TrimStart().Length;
            if (blanks > 0)
            {
                TakeOrHold(lexeme, blanks);
                return true;
            }

            if (text[0] != '{')
            {
                return false;
            }

            _object = new(context, argumentKeys, _rules);
        }

        // A call is announced while its text is read: all that stands before is held by then, and becomes the call's.
        var read = _object.Read(text);
        TakeOrHold(lexeme, read);
        if (_object.IsDone)
        {
            _object.Complete();
            context.Held.Accept(CompletionPart.Calls);
            Finish();
            return true;
        }

        return !_object.IsFailed;
    }

    /// <summary>Takes a marker that stands within an object as text of it.</summary>
    /// <returns>False where it cannot stand there.</returns>
    public bool ReadMarker(in Lexeme marker)
    {
        if (_object is null || _object.Read(marker.Text) < marker.Text.Length)
        {
            return false;
        }

        if (_object.IsBegun)
        {
            context.Take(marker, CompletionPart.Calls);
        }
        else
        {
            context.HoldText(marker);
        }

        return true;
    }

    /// <summary>The block ends: a call that was announced ends with it, and what is held otherwise is content.</summary>
    public void Close()
    {
        EndCall();
        context.RefuseHeld();
    }

    /// <summary>Ends a call that was announced, and leaves what is held otherwise to the caller.</summary>
    public void EndCall()
    {
        if (_object is { IsBegun: true })
        {
            context.Output.Malformed = true;
            Finish();
        }

        _object = null;
    }

    private void TakeOrHold(in Lexeme lexeme, int count)
    {
        if (_object is { IsBegun: true } || (_object is null && HasCalls))
        {
            // The held pieces were accepted when the call was announced.
            context.Take(count, CompletionPart.Calls);
        }
        else
        {
            context.Hold(lexeme, count);
        }
    }

    private void Finish()
    {
        context.Output.EndCall();
        (_object, HasCalls) = (null, true);
    }
}
