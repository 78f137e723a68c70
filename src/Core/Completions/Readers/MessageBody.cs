using Tito.Core.Completions.Scanning;

namespace Tito.Core.Completions.Readers;

/// <summary>Writes the texts of messages or blocks that make up one part, each on a line of its own.</summary>
internal sealed class MessageBody(ReaderContext context)
{
    private PartText _text = context.Content;
    private CompletionPart _part = CompletionPart.Content;
    private bool _isNext;

    /// <summary>Begins a message.</summary>
    /// <param name="isReasoning">Whether it is reasoning; otherwise it is content.</param>
    public void Begin(bool isReasoning)
    {
        (_text, _part) = isReasoning ? (context.Reasoning, CompletionPart.Reasoning) : (context.Content, CompletionPart.Content);
        _isNext = context.Output.Has(_part);
    }

    /// <summary>Takes a piece of its text.</summary>
    public void Take(in Lexeme lexeme)
    {
        Separate();
        context.TakeText(lexeme, _text);
    }

    /// <summary>Begins a message of content with what is held, if anything is, which is none of the format's.</summary>
    public void BeginWithHeld()
    {
        Begin(isReasoning: false);
        if (!context.Held.IsEmpty)
        {
            Separate();
            context.RefuseHeld();
        }
    }

    private void Separate()
    {
        if (_isNext)
        {
            context.Output.Add(_part, "\n");
            _isNext = false;
        }
    }
}
