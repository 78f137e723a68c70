using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Core.Splicing;

/// <summary>
/// The incremental recipe: the history is not tokenized again, and not rendered again either unless the family's rule is
/// <c>DiffHistory</c>. What the appended messages add is rendered behind a small dummy conversation; the tokens of that difference
/// follow the buffer, joined by the family's boundary rule.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TurnSplicer : ITurnSplicer
{
    private readonly ChatRenderer _renderer;
    private readonly IBoundary _boundary;
    private readonly bool _rendersHistory;
    private readonly int? _stop;

    /// <summary>A splicer for a model.</summary>
    /// <param name="renderer">The model's renderer; its family gives the boundary rule.</param>
    /// <exception cref="AssetException">The stop token or one of the boundary rule is missing from the tokenizer.</exception>
    public TurnSplicer(ChatRenderer renderer)
    {
        _renderer = renderer;
        _boundary = Boundaries.For(renderer.Family, renderer.Tokenizer);
        _stop = renderer.Family.StopToken is { } stop ? renderer.Tokenizer.SingleId(stop, renderer.Family.Name) : null;
        _rendersHistory = renderer.Family.Boundary is BoundaryRule.DiffHistory;
    }

    /// <inheritdoc/>
    /// <exception cref="RenderException">The template failed on these messages.</exception>
    /// <exception cref="MessageException">A message has content that cannot be rendered.</exception>
    /// <exception cref="ArgumentException">The prefix is to be closed, and the family has no stop token.</exception>
    public SpliceOutcome Splice(SpliceRequest request) => request.Prefix.Count == 0 ? First(request) : Continue(request);

    private SpliceOutcome.Spliced First(SpliceRequest request)
    {
        var text = Render(request, [.. request.Stored, .. request.Appended], generate: true);
        var prompt = TokenSegment.Given(TokenOrigin.Prompt, _renderer.Encode(text));
        return new(TokenBuffer.Empty.Append(prompt), [prompt], ReplacedCount: 0);
    }

    private SpliceOutcome Continue(SpliceRequest request)
    {
        var context = _rendersHistory ? request.Stored : DummyContext.For(request.Stored);
        var shorter = Render(request, context, generate: false);
        var longer = Render(request, [.. context, .. request.Appended], generate: true);
        if (!longer.StartsWith(shorter, StringComparison.Ordinal))
        {
            var at = shorter.AsSpan().CommonPrefixLength(longer);
            return new SpliceOutcome.NotAppendOnly(at, Excerpt(shorter, at), Excerpt(longer, at));
        }

        var closing = Closing(request);
        var (replaced, segments) = _boundary.Apply(request.Prefix.Append(closing), _renderer.Encode(longer[shorter.Length..]));
        segments = closing.Ids.IsEmpty ? segments : segments.Insert(0, closing);
        var kept = request.Prefix.Take(request.Prefix.Count - replaced);
        return new SpliceOutcome.Spliced(segments.Aggregate(kept, (buffer, segment) => buffer.Append(segment)), segments, replaced);
    }

    /// <summary>What a completion that was cut off lacks to be one that ended: the engine stopped before the stop token.</summary>
    private TokenSegment Closing(SpliceRequest request) => TokenSegment.Given(
        TokenOrigin.Splice,
        !request.ClosesPrefix || request.Prefix.LastId == _stop ? []
            : _stop is { } stop ? [stop]
            : throw new ArgumentException($"Family {_renderer.Family.Name} has no stop token to close a turn with.", nameof(request)));

    private string Render(SpliceRequest request, IReadOnlyList<ChatMessage> messages, bool generate) => _renderer.Render(new()
    {
        Messages = messages,
        Tools = request.Tools,
        Arguments = request.Arguments,
        AddGenerationPrompt = generate,
        Now = request.Now,
    });

    private static string Excerpt(string text, int start) =>
        text.Substring(start, Math.Min(SpliceOutcome.ExcerptLength, text.Length - start));
}
