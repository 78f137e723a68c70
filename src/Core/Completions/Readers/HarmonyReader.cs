using System.Text;
using Tito.Core.Completions.Calls;
using Tito.Core.Completions.Scanning;
using Tito.Tokenizers;

namespace Tito.Core.Completions.Readers;

/// <summary>Reads messages of harmony: a header with a channel and perhaps a recipient, then a body.</summary>
/// <remarks>The prompt ends within a header, after the role.</remarks>
internal sealed class HarmonyReader : CompletionReader
{
    private const string StartMark = "<|start|>";
    private const string Channel = "<|channel|>";
    private const string Constrain = "<|constrain|>";
    private const string Message = "<|message|>";
    private const string Prefix = "functions.";
    private const int MaxHeader = 256;

    private enum Place
    {
        Between,
        Header,
        Body,
        Arguments,
    }

    private readonly MessageBody _body;
    private readonly StringBuilder _header = new();
    private Place _place = Place.Header;
    private bool _hasChannel;

    /// <summary>A reader of one completion.</summary>
    public HarmonyReader(ReaderContext context)
        : base(context) => (_body, Literals) = (new(context), context.Markers.Literals(Markers));

    /// <summary>The markers of the format.</summary>
    public static ReadOnlySpan<string> Markers => new[] { StartMark, Channel, Constrain, Message, "<|end|>", "<|return|>", "<|call|>" };

    /// <inheritdoc/>
    public override LiteralSet Literals { get; }

    /// <inheritdoc/>
    /// <remarks>A prompt that ends within a body, as one with the beginning of an answer, goes on in that body.</remarks>
    public override void Start(Tokenizer tokenizer, ReadOnlySpan<int> prompt)
    {
        var tail = tokenizer.Decode(prompt[Context.Markers.AfterLast(StartMark, prompt)..], skipSpecialTokens: false);
        var channel = tail.LastIndexOf(Channel, StringComparison.Ordinal);
        var message = tail.LastIndexOf(Message, StringComparison.Ordinal);
        if (channel >= 0 && message > channel)
        {
            _header.Append(tail.AsSpan((channel + Channel.Length)..message));
            _hasChannel = true;
            EnterBody();
        }
    }

    /// <inheritdoc/>
    public override void Read(in Lexeme lexeme)
    {
        if (lexeme.Kind == LexemeKind.Text)
        {
            ReadText(lexeme);
        }
        else if (_place == Place.Header)
        {
            ReadHeaderMarker(lexeme);
        }
        else
        {
            ReadMarker(lexeme);
        }
    }

    /// <inheritdoc/>
    public override void Finish(bool stopped)
    {
        EndArguments(isWhole: false);
        _body.BeginWithHeld();
        Context.Reasoning.Finish();
        Context.Content.Finish();
    }

    private void ReadText(in Lexeme lexeme)
    {
        switch (_place)
        {
            case Place.Body or Place.Arguments:
                ReadBody(lexeme);
                break;
            case Place.Header:
                ReadHeader(lexeme);
                break;
            default:
                if (!Context.TakeBlanks(lexeme))
                {
                    Refuse();
                }

                break;
        }
    }

    private void ReadBody(in Lexeme lexeme)
    {
        if (_place == Place.Body)
        {
            _body.Take(lexeme);
            return;
        }

        Context.Output.AddArguments(lexeme.Text);
        Context.Take(lexeme, CompletionPart.Calls);
    }

    /// <summary>Takes a header's text one character at a time, for it is content from the one on that no header can have.</summary>
    private void ReadHeader(in Lexeme lexeme)
    {
        for (var count = 0; count < lexeme.Text.Length; count++)
        {
            _header.Append(lexeme.Text[count]);
            if (!MayBeHeader())
            {
                Context.Hold(lexeme, count);
                Refuse();
                return;
            }
        }

        Context.Hold(lexeme);
    }

    private bool MayBeHeader() => _header.Length <= MaxHeader
        && (_hasChannel ? _header[^1] != '\n' : HarmonyHeader.MayBeRole(_header.ToString()));

    private void ReadHeaderMarker(in Lexeme lexeme)
    {
        switch (lexeme.Marker)
        {
            case Channel when !_hasChannel:
                _hasChannel = true;
                _header.Append(' ');
                Context.Hold(lexeme);
                break;
            case Constrain when _hasChannel:
                _header.Append(' ');
                Context.Hold(lexeme);
                break;
            case Message:
                Context.Hold(lexeme);
                Context.Held.Accept(CompletionPart.Markers);
                EnterBody();
                break;
            case StartMark when _header.Length == 0:
                Context.Take(lexeme, CompletionPart.Markers);
                break;
            default:
                // A header that something else cuts off was none; an empty one leaves nothing behind.
                _body.BeginWithHeld();
                _place = Place.Between;
                break;
        }
    }

    private void ReadMarker(in Lexeme lexeme)
    {
        switch (lexeme.Marker)
        {
            case StartMark:
                Context.Output.Malformed |= _place != Place.Between;
                EndArguments(isWhole: false);
                Context.Take(lexeme, CompletionPart.Markers);
                EnterHeader();
                break;
            case Channel:
                // The end and the start of a message are missing.
                Context.Output.Malformed = true;
                EndArguments(isWhole: false);
                EnterHeader();
                break;
            case Message or Constrain when _place != Place.Between:
                Context.Output.Malformed = true;
                ReadBody(lexeme);
                break;
            case Message or Constrain:
                Context.TakeStray(lexeme);
                break;
            default:
                EndArguments(isWhole: true);
                Context.Take(lexeme, CompletionPart.Markers);
                _place = Place.Between;
                break;
        }
    }

    private void EnterHeader()
    {
        _header.Clear();
        (_place, _hasChannel) = (Place.Header, false);
    }

    private void EnterBody()
    {
        var (channel, recipient) = HarmonyHeader.Read(_header.ToString());
        if (recipient is not null && !Context.Tools.IsEmpty)
        {
            var name = recipient.StartsWith(Prefix, StringComparison.Ordinal) ? recipient[Prefix.Length..] : recipient;
            if (CallName.IsPlausible(name))
            {
                Context.BeginCall(name);
                _place = Place.Arguments;
                return;
            }
        }

        Context.Output.Malformed |= recipient is not null || channel is not ("analysis" or "commentary" or "final");
        _body.Begin(isReasoning: recipient is null && channel == "analysis");
        _place = Place.Body;
    }

    /// <summary>What stands here is no header: it is content from its beginning.</summary>
    private void Refuse()
    {
        Context.Output.Malformed = true;
        _body.BeginWithHeld();
        _place = Place.Body;
    }

    private void EndArguments(bool isWhole)
    {
        if (Context.Output.IsInCall)
        {
            Context.Output.Malformed |= !isWhole;
            Context.Output.EndCall();
        }
    }
}
