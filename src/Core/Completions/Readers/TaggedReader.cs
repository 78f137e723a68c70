using System.Collections.Immutable;
using Tito.Core.Completions.Calls;
using Tito.Core.Completions.Scanning;
using Tito.Core.Families;
using Tito.Tokenizers;

namespace Tito.Core.Completions.Readers;

/// <summary>Reads content in which tags set reasoning and calls off.</summary>
internal sealed class TaggedReader : CompletionReader
{
    private enum Place
    {
        Content,
        Reasoning,
        Calls,
    }

    private readonly CompletionFormat.Tagged _format;
    private readonly CallReader? _calls; // Null where the model was given no tools.
    private readonly LiteralSet _inContent;
    private readonly LiteralSet _inReasoning;
    private Place _place;

    /// <summary>A reader of one completion.</summary>
    public TaggedReader(ReaderContext context, CompletionFormat.Tagged format)
        : base(context)
    {
        _format = format;
        _calls = context.Tools.IsEmpty ? null : format.Calls switch
        {
            CallFormat.JsonBlocks calls => new JsonBlockReader(context, calls),
            CallFormat.Elements calls => new ElementReader(context, calls),
            CallFormat.Pairs calls => new PairReader(context, calls),
            CallFormat.Section calls => new SectionReader(context, calls),
            CallFormat.Bare calls => new BareReader(context, calls),
            var calls => throw new ArgumentException($"{calls.GetType().Name} has no reader.", nameof(format)),
        };
        ImmutableArray<string> thinking = format.Thinks ? [CompletionFormat.ThinkOpen, CompletionFormat.ThinkClose] : [];
        var known = _calls is null ? [] : MarkersOf(format.Calls).Where(_calls.Knows).ToArray();
        _inContent = context.Markers.Literals([.. thinking, .. known]);
        _inReasoning = context.Markers.Literals([.. thinking, .. known.Where(EndsReasoning)]);
    }

    /// <inheritdoc/>
    public override LiteralSet Literals => _place switch
    {
        Place.Calls => _calls!.Literals,
        Place.Reasoning => _inReasoning,
        _ => _inContent,
    };

    /// <summary>The markers of a format.</summary>
    public static ImmutableArray<string> MarkersOf(CompletionFormat.Tagged format) =>
        [.. format.Thinks ? [CompletionFormat.ThinkOpen, CompletionFormat.ThinkClose] : (string[])[], .. MarkersOf(format.Calls)];

    /// <inheritdoc/>
    /// <remarks>The prompt's last message, after the last special token, may open reasoning or have closed it.</remarks>
    public override void Start(Tokenizer tokenizer, ReadOnlySpan<int> prompt)
    {
        var start = prompt.Length;
        while (start > 0 && Context.Markers.KindOf(prompt[start - 1], out _) != LexemeKind.Silent)
        {
            start--;
        }

        var tail = _format.Thinks ? tokenizer.Decode(prompt[start..], skipSpecialTokens: false) : "";
        _place = tail.LastIndexOf(CompletionFormat.ThinkOpen, StringComparison.Ordinal)
            > tail.LastIndexOf(CompletionFormat.ThinkClose, StringComparison.Ordinal) ? Place.Reasoning : Place.Content;
    }

    /// <inheritdoc/>
    public override void Read(in Lexeme lexeme)
    {
        switch (_place)
        {
            case Place.Calls:
                _place = _calls!.Read(lexeme) ? Place.Calls : Place.Content;
                break;
            case Place.Reasoning:
                ReadReasoning(lexeme);
                break;
            default:
                ReadContent(lexeme);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Finish(bool stopped)
    {
        if (_place == Place.Calls)
        {
            _calls!.Finish(stopped);
        }

        Context.Reasoning.Finish();
        Context.Content.Finish();
    }

    private void ReadReasoning(in Lexeme lexeme)
    {
        if (lexeme.Marker is not { } marker)
        {
            Context.TakeText(lexeme, Context.Reasoning);
        }
        else if (_format.Thinks && marker is CompletionFormat.ThinkOpen or CompletionFormat.ThinkClose)
        {
            if (marker == CompletionFormat.ThinkClose)
            {
                Context.Reasoning.Break();
                _place = Place.Content;
            }

            Context.Take(lexeme, CompletionPart.Markers);
        }
        else if (_calls is not null && EndsReasoning(marker))
        {
            Context.Reasoning.Break();
            OpenCalls(lexeme);
        }
        else
        {
            Context.TakeText(lexeme, Context.Reasoning);
        }
    }

    private void ReadContent(in Lexeme lexeme)
    {
        if (lexeme.Marker is not { } marker)
        {
            Context.TakeText(lexeme, Context.Content);
        }
        else if (_format.Thinks && marker is CompletionFormat.ThinkOpen or CompletionFormat.ThinkClose)
        {
            // A stray end of thinking is a marker that ends nothing.
            if (marker == CompletionFormat.ThinkOpen)
            {
                Context.Content.Break();
                _place = Place.Reasoning;
            }

            Context.Take(lexeme, CompletionPart.Markers);
        }
        else if (_calls is not null && _calls.Opens(marker))
        {
            OpenCalls(lexeme);
        }
        else if (_calls is not null)
        {
            Context.TakeStray(lexeme);
        }
        else
        {
            Context.TakeText(lexeme, Context.Content);
        }
    }

    private void OpenCalls(in Lexeme marker)
    {
        _place = Place.Calls;
        _calls!.Open(marker);
    }

    /// <summary>Calls come after thinking, so that what sets them off ends it.</summary>
    private bool EndsReasoning(string marker) => _calls!.Opens(marker) && _format.Calls switch
    {
        CallFormat.Elements calls => marker == calls.Open,
        CallFormat.Bare => false,
        _ => true,
    };

    private static ImmutableArray<string> MarkersOf(CallFormat calls) => calls switch
    {
        CallFormat.JsonBlocks(var open, var close) => [open, close],
        CallFormat.Elements(var open, var close, var callOpen, var callClose, var valueOpen, var valueClose) =>
            [open, close, callOpen, callClose, valueOpen, valueClose],
        CallFormat.Pairs(var open, var close, var keyOpen, var keyClose, var valueOpen, var valueClose) =>
            [open, close, keyOpen, keyClose, valueOpen, valueClose],
        CallFormat.Section(var open, var close, var callOpen, var argumentsOpen, var callClose) =>
            [open, close, callOpen, argumentsOpen, callClose],
        CallFormat.Bare(var tag) => [tag, "{"],
        _ => [],
    };
}
