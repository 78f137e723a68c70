using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Turns;

/// <summary>
/// The pieces of one completion: each but the last was given up by its engine, and the next engine went on from the prompt and all that was
/// sampled.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class SampledPieces
{
    private readonly ImmutableArray<Sampled> _pieces;

    private SampledPieces(ImmutableArray<Sampled> pieces, RoutedExperts? experts) => (_pieces, Experts) = (pieces, experts);

    /// <summary>No piece yet.</summary>
    public static SampledPieces None { get; } = new([], null);

    /// <summary>Number of pieces, 0 or more.</summary>
    public int Count => _pieces.Length;

    /// <summary>All tokens, with the logprobs that each engine gave.</summary>
    public TokenSegment Tokens => _pieces is [var only] ? only.Completion : TokenSegment.Sampled(
        [.. _pieces.SelectMany(piece => piece.Completion.Ids)], [.. _pieces.SelectMany(piece => piece.Completion.Logprobs)]);

    /// <summary>The version of the weights that sampled last, or null when its engine did not say.</summary>
    public string? WeightVersion => _pieces
        .LastOrDefault(piece => piece.Facts.WeightVersion is not null || !piece.Completion.Ids.IsEmpty)?.Facts.WeightVersion;

    /// <summary>The first that went to an engine: one that was given up before is of no wire.</summary>
    private Sampled Sent => _pieces.FirstOrDefault(piece => piece.Engine.Length > 0) ?? _pieces[0];

    /// <summary>
    /// The experts of the first tokens up to where they are known without a gap; null where none are.
    /// </summary>
    public RoutedExperts? Experts { get; }

    /// <summary>These and one more.</summary>
    /// <exception cref="MessageException">Its engine gave rows of experts that do not follow those before.</exception>
    public SampledPieces With(Sampled piece) => new(_pieces.Add(piece), Follow(Experts, piece.RoutedExperts));

    /// <summary>
    /// The completion that they make: logprobs of each, and which weights sampled which tokens. What one piece's engine made of its own
    /// part alone (a parse, counts) stands for no turn; what the engines said is kept under <c>pieces</c>.
    /// </summary>
    /// <exception cref="MessageException">There are rows of experts, and the last engine gave none.</exception>
    public Sampled Join() => _pieces is [var only] ? only : _pieces[^1] with
    {
        Engine = Sent.Engine,
        Completion = Tokens,
        Facts = _pieces[^1].Facts with
        {
            PromptTokens = _pieces[0].Facts.PromptTokens,
            CachedTokens = _pieces[0].Facts.CachedTokens,
            WeightVersion = WeightVersion,
            WeightSpans = Spans(),
        },
        RoutedExperts = Experts is { } rows && _pieces[^1].RoutedExperts is null
            ? throw new MessageException("experts", $"the rows end at {rows.EndRow}: the engine that went on gave none.")
            : Experts,
        Parsed = null,
        SentFields = Sent.SentFields,
        Extra = JsonElement.Parse(JsonBytes.Write(Write).Span),
    };

    private static RoutedExperts? Follow(RoutedExperts? held, RoutedExperts? next) => (held, next) switch
    {
        (_, null) => held,
        (null, _) => next,
        _ when next.StartRow <= held.StartRow => next,
        _ when next.StartRow == held.EndRow => new(held.StartRow, held.Layers, held.TopK, (byte[])[.. held.Bytes.Span, .. next.Bytes.Span]),
        _ => throw new MessageException("experts", $"rows from {next.StartRow} on do not follow those up to {held.EndRow}."),
    };

    private ImmutableArray<WeightSpan> Spans()
    {
        var runs = new WeightRuns();
        foreach (var piece in _pieces)
        {
            runs.Add(piece);
        }

        return runs.Spans;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("pieces");
        foreach (var piece in _pieces)
        {
            piece.Extra.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
