using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Tests.Support;

/// <summary>
/// The mistake that this product exists for: it decodes the tokens so far and encodes their text again. The suffix is the real one.
/// </summary>
/// <param name="inner">The real splicer.</param>
/// <param name="tokenizer">The model's tokenizer.</param>
internal sealed class RetokenizingSplicer(ITurnSplicer inner, Tokenizer tokenizer) : ITurnSplicer
{
    public SpliceOutcome Splice(SpliceRequest request) => inner.Splice(request) is SpliceOutcome.Spliced(_, var segments, _)
        ? new SpliceOutcome.Spliced(
            segments.Aggregate(
                TokenBuffer.Empty.Append(TokenSegment.Given(
                    TokenOrigin.Prompt,
                    tokenizer.Encode(tokenizer.Decode(request.Prefix.ToIds().AsSpan(), skipSpecialTokens: false), SpecialTokens.Parse))),
                (buffer, segment) => buffer.Append(segment)),
            segments,
            ReplacedCount: 0)
        : throw new ArgumentException("The double takes requests that the real splicer can splice.", nameof(request));
}
