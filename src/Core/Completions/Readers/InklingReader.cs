using System.Text;
using Tito.Core.Completions.Calls;
using Tito.Core.Completions.Scanning;
using Tito.Tokenizers;

namespace Tito.Core.Completions.Readers;

/// <summary>Reads Inkling's blocks, each of which says what it holds.</summary>
/// <remarks>The prompt ends within a header, after the role.</remarks>
internal sealed class InklingReader : CompletionReader
{
    private const string Model = "<|message_model|>";
    private const string Text = "<|content_text|>";
    private const string Thinking = "<|content_thinking|>";
    private const string Invoke = "<|content_invoke_tool_json|>";
    private const string End = "<|end_message|>";
    private const string EndSampling = "<|content_model_end_sampling|>";
    private const int MaxName = 256;

    private enum Place
    {
        Header,
        Between,
        Body,
        Call,
    }

    private readonly MessageBody _body;
    private readonly ObjectCalls _calls;
    private readonly StringBuilder _name = new();
    private Place _place = Place.Header;
    private bool _isReasoning;

    /// <summary>A reader of one completion.</summary>
    public InklingReader(ReaderContext context)
        : base(context) => (_body, _calls, Literals) = (
            new(context), new(context, ["args", "arguments", "parameters"]), context.Markers.Literals(Markers));

    /// <summary>The markers of the format.</summary>
    public static ReadOnlySpan<string> Markers => new[]
    {
        Model, Text, Thinking, Invoke, End, EndSampling, "<|content_invoke_tool_text|>", "<|content_tool_error|>",
    };

    /// <inheritdoc/>
    public override LiteralSet Literals { get; }

    /// <inheritdoc/>
    /// <remarks>A prompt that ends within a block, as one with the beginning of an answer, goes on in that block.</remarks>
    public override void Start(Tokenizer tokenizer, ReadOnlySpan<int> prompt)
    {
        for (var at = prompt.Length; at > 0 && _place == Place.Header; at--)
        {
            switch (Context.Markers.KindOf(prompt[at - 1], out var marker) == LexemeKind.Text ? "" : marker)
            {
                case Thinking or Text:
                    EnterBody(isReasoning: marker == Thinking);
                    break;
                case "":
                    break;
                default:
                    return;
            }
        }
    }

    /// <inheritdoc/>
    public override void Read(in Lexeme lexeme)
    {
        if (lexeme.Kind == LexemeKind.Text)
        {
            ReadText(lexeme);
            return;
        }

        if (_place == Place.Call && lexeme.Marker is not (End or EndSampling or Model) && _calls.ReadMarker(lexeme))
        {
            return;
        }

        switch (lexeme.Marker)
        {
            case Model:
                Context.Output.Malformed |= _place is Place.Body or Place.Call;
                Leave(null);
                EnterHeader();
                Context.Take(lexeme, CompletionPart.Markers);
                break;
            case Thinking:
                EnterKind(lexeme, isReasoning: true);
                break;
            case Invoke when !Context.Tools.IsEmpty:
                var name = _place == Place.Header ? _name.ToString().Trim() : "";
                Leave(CompletionPart.Calls);
                Context.Hold(lexeme);
                _calls.Open(new() { FallbackName = name });
                _place = Place.Call;
                break;
            case End or EndSampling:
                Leave(null);
                Context.Take(lexeme, CompletionPart.Markers);
                _place = Place.Between;
                break;
            default:
                EnterKind(lexeme, isReasoning: false);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Finish(bool stopped)
    {
        Leave(null);
        Context.Reasoning.Finish();
        Context.Content.Finish();
    }

    private void ReadText(in Lexeme lexeme)
    {
        switch (_place)
        {
            case Place.Body:
                _body.Take(lexeme);
                break;
            case Place.Header:
                ReadName(lexeme);
                break;
            case Place.Call:
                if (!_calls.Read(lexeme))
                {
                    // Text after a call, or a block that is no call.
                    Context.Output.Malformed = true;
                    Leave(null);
                    _place = Place.Body;
                    _isReasoning = false;
                }

                break;
            default:
                if (!Context.TakeBlanks(lexeme))
                {
                    Context.Output.Malformed = true;
                    EnterBody(isReasoning: false);
                }

                break;
        }
    }

    /// <summary>A header may hold a tool's name. What cannot be one is content.</summary>
    private void ReadName(in Lexeme lexeme)
    {
        for (var count = 0; count < lexeme.Text.Length; count++)
        {
            _name.Append(lexeme.Text[count]);
            if (_name.Length > MaxName || (!char.IsWhiteSpace(lexeme.Text[count]) && !CallName.IsPlausible(_name.ToString().Trim())))
            {
                Context.Hold(lexeme, count);
                Context.Output.Malformed = true;
                _body.BeginWithHeld();
                (_place, _isReasoning) = (Place.Body, false);
                return;
            }
        }

        Context.Hold(lexeme);
    }

    private void EnterKind(in Lexeme lexeme, bool isReasoning)
    {
        Context.Output.Malformed |= _place == Place.Call || (_place == Place.Body && _isReasoning != isReasoning);
        Leave(CompletionPart.Markers);
        Context.Take(lexeme, CompletionPart.Markers);
        EnterBody(isReasoning);
    }

    private void EnterBody(bool isReasoning)
    {
        _body.Begin(isReasoning);
        (_place, _isReasoning) = (Place.Body, isReasoning);
    }

    private void EnterHeader()
    {
        _name.Clear();
        _place = Place.Header;
    }

    /// <summary>Ends what is open.</summary>
    /// <param name="header">What a header's text is if this ends one; null where it is none, and so content.</param>
    private void Leave(CompletionPart? header)
    {
        if (_place == Place.Call)
        {
            _calls.EndCall();
            _body.BeginWithHeld();
        }
        else if (_place == Place.Header && (header is not null || string.IsNullOrWhiteSpace(_name.ToString())))
        {
            Context.Held.Accept(header ?? CompletionPart.Markers);
        }
        else
        {
            _body.BeginWithHeld();
        }
    }
}
