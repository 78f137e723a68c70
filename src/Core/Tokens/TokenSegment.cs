using System.Collections.Immutable;

namespace Tito.Core.Tokens;

/// <summary>A run of tokens of one origin, in the order in which the engine consumed or produced them.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TokenSegment
{
    private TokenSegment(TokenOrigin origin, ImmutableArray<int> ids, ImmutableArray<float> logprobs) =>
        (Origin, Ids, Logprobs) = (origin, ids, logprobs);

    /// <summary>The origin that all of the tokens have.</summary>
    public TokenOrigin Origin { get; }

    /// <summary>Token ids, int32 <c>[tokens]</c>.</summary>
    public ImmutableArray<int> Ids { get; }

    /// <summary>
    /// Natural logarithms of the sampling probabilities, float32 <c>[tokens]</c>; empty unless
    /// <see cref="Origin"/> is <see cref="TokenOrigin.Model"/>.
    /// </summary>
    public ImmutableArray<float> Logprobs { get; }

    /// <summary>Tokens that no engine sampled.</summary>
    /// <param name="origin">Any origin but <see cref="TokenOrigin.Model"/>.</param>
    /// <param name="ids">Token ids; may be empty.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="origin"/> is <see cref="TokenOrigin.Model"/>.</exception>
    public static TokenSegment Given(TokenOrigin origin, ImmutableArray<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(origin, TokenOrigin.Model);
        return new(origin, ids, []);
    }

    /// <summary>Tokens that an engine sampled.</summary>
    /// <param name="ids">Token ids in sampling order; may be empty.</param>
    /// <param name="logprobs">One natural logarithm for each id.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static TokenSegment Sampled(ImmutableArray<int> ids, ImmutableArray<float> logprobs)
    {
        if (ids.Length != logprobs.Length)
        {
            throw new ArgumentException($"{ids.Length} ids need as many logprobs, not {logprobs.Length}.", nameof(logprobs));
        }

        return new(TokenOrigin.Model, ids, logprobs);
    }

    /// <summary>A segment of this one's first tokens, with their logprobs where it has any.</summary>
    /// <param name="count">0 to the number of tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in that range.</exception>
    internal TokenSegment Take(int count) => new(Origin, Ids[..count], Logprobs.IsEmpty ? [] : Logprobs[..count]);
}
