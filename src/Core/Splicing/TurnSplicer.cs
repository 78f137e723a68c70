using System.Collections.Immutable;
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
    private readonly EndTokens _ends;

    /// <summary>A splicer for a model.</summary>
    /// <param name="renderer">The model's renderer; its family and template give the boundary rule.</param>
    /// <exception cref="AssetException">The stop token or one of the boundary rule is missing from the tokenizer.</exception>
    public TurnSplicer(ChatRenderer renderer)
    {
        _renderer = renderer;
        _boundary = Boundaries.For(renderer);
        _ends = renderer.Ends;
        _rendersHistory = renderer.Family.Boundary is BoundaryRule.DiffHistory;
    }

    /// <inheritdoc/>
    /// <exception cref="RenderException">The template failed on these messages.</exception>
    /// <exception cref="MessageException">A message has content that cannot be rendered.</exception>
    /// <exception cref="ArgumentException">The prefix is to be closed, and the family's stop tokens are not known.</exception>
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

        var ended = request.Prefix.Take(request.Prefix.Count - request.DroppedCount);
        var suffix = _renderer.Encode(longer[shorter.Length..]);
        var (replaced, segments) = request.ClosesPrefix ? Close(ended, suffix) : _boundary.Apply(ended, suffix);
        var kept = ended.Take(ended.Count - replaced);
        return new SpliceOutcome.Spliced(
            segments.Aggregate(kept, (buffer, segment) => buffer.Append(segment)), segments, replaced + request.DroppedCount);
    }

    /// <summary>
    /// Gives a completion that did not end what it lacks: the engine stopped before the stop token. Where the family writes none, the
    /// opener of the next message ends the turn, and stands for it.
    /// </summary>
    private Join Close(TokenBuffer prefix, ImmutableArray<int> suffix)
    {
        if (!_ends.IsKnown)
        {
            throw new ArgumentException($"Family {_renderer.Family.Name} has no stop token to close a turn with.", nameof(prefix));
        }

        if (_ends.EndsByOpener)
        {
            return Join.Opened(0, suffix);
        }

        var closing = TokenSegment.Given(TokenOrigin.Splice, _ends.ClosingAfter(prefix.LastId));
        var join = _boundary.Apply(prefix.Append(closing), suffix);
        return closing.Ids.IsEmpty ? join : join with { Segments = join.Segments.Insert(0, closing) };
    }

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
