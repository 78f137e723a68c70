using System.Collections.Immutable;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Decoding;

/// <summary>Passes the texts of tokens through several steps, one token at a time, and joins what comes out.</summary>
internal sealed class ChainDecoder : TokenDecoder
{
    private readonly TokenTable _tokens;
    private readonly ImmutableArray<DecoderStep> _steps;

    /// <param name="tokens">The texts of all ids, as UTF-8.</param>
    /// <param name="steps">In their order.</param>
    public ChainDecoder(TokenTable tokens, ImmutableArray<DecoderStep> steps)
    {
        (_tokens, _steps) = (tokens, steps);
        Bytes = TokenTable.Of([.. Enumerable.Range(0, tokens.Count)
            .Select(id => steps.Aggregate(tokens[id].ToArray(), (token, step) => step.BytesOf(token)))]);
    }

    /// <inheritdoc/>
    public override TokenTable Bytes { get; }

    /// <inheritdoc/>
    public override DecoderStream Start() => new ChainStream(_tokens, [.. _steps.Select(step => step.Start())]);
}
