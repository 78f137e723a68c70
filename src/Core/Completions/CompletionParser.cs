using Tito.Core.Completions.Readers;
using Tito.Core.Completions.Scanning;
using Tito.Core.Families;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Core.Completions;

/// <summary>Reads a family's completions from token ids: reasoning, content and tool calls, in one pass.</summary>
/// <remarks>
/// Markers are read by id where the tokenizer has them as added tokens, so that the same text typed out is text, and by text where not.
/// Immutable and thread-safe; docs/parsers.md says how each format is read.
/// </remarks>
public sealed class CompletionParser
{
    private readonly CompletionFormat _format;
    private readonly Tokenizer _tokenizer;
    private readonly MarkerTable _markers;

    /// <summary>Binds a family's format to the tokenizer of a model.</summary>
    /// <param name="family">The family.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="ends">Tokens that end a turn and are no text of it, even where they are not special in the tokenizer.</param>
    public CompletionParser(Family family, Tokenizer tokenizer, EndTokens? ends = null)
    {
        (_format, _tokenizer) = (family.Completion, tokenizer);
        _markers = new(
            tokenizer,
            _format switch
            {
                CompletionFormat.Tagged tagged => TaggedReader.MarkersOf(tagged),
                CompletionFormat.Harmony => [.. HarmonyReader.Markers],
                CompletionFormat.Inkling => [.. InklingReader.Markers],
                _ => [],
            },
            _format is CompletionFormat.Tagged { Calls: CallFormat.Elements { TextToken: { } text } } ? [text] : [],
            ends ?? EndTokens.Unknown);
    }

    /// <summary>Starts to read a completion.</summary>
    /// <param name="tools">The tools that the model was given; without any, the text of a call is content.</param>
    /// <param name="prompt">The ids before the completion, of which the last message counts; empty where it is not known.</param>
    public CompletionReading Start(CompletionTools tools, ReadOnlySpan<int> prompt)
    {
        var scanner = new TokenScanner(_tokenizer, _markers);
        var context = new ReaderContext(
            scanner, _markers, tools, _format is CompletionFormat.Tagged { Layout: var layout } ? layout : CompletionLayout.Verbatim);
        CompletionReader reader = _format switch
        {
            CompletionFormat.Tagged tagged => new TaggedReader(context, tagged),
            CompletionFormat.Harmony => new HarmonyReader(context),
            CompletionFormat.Inkling => new InklingReader(context),
            _ => new PlainReader(context),
        };
        reader.Start(_tokenizer, prompt);
        return new(scanner, context, reader);
    }

    /// <summary>Reads a whole completion: what a stream makes of it, whichever way it is split.</summary>
    /// <param name="ids">The completion's ids, with the one that ended it if there was one.</param>
    /// <param name="tools">The tools that the model was given.</param>
    /// <param name="prompt">The ids before the completion.</param>
    public ParsedCompletion Parse(ReadOnlySpan<int> ids, CompletionTools tools, ReadOnlySpan<int> prompt)
    {
        var stream = Start(tools, prompt);
        _ = stream.Append(ids);
        return stream.Finish().Message;
    }
}
