using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>The tokens of a completion as they come, each with its logprob.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class SampledRows
{
    /// <summary>How far above 0 the rounding of a softmax may leave the logarithm of a probability of 1.</summary>
    private const float Rounding = 1e-5f;

    private readonly ImmutableArray<int>.Builder _ids = ImmutableArray.CreateBuilder<int>();
    private readonly ImmutableArray<float>.Builder _logprobs = ImmutableArray.CreateBuilder<float>();

    /// <summary>How many tokens came.</summary>
    public int Count => _ids.Count;

    /// <summary>All tokens.</summary>
    public TokenSegment All => Since(0);

    /// <summary>The id of a token that came.</summary>
    public int IdAt(int index) => _ids[index];

    /// <summary>The logprob of a token that came.</summary>
    public float LogprobAt(int index) => _logprobs[index];

    /// <summary>Adds a token.</summary>
    public void Add(int id, float logprob)
    {
        _ids.Add(id);
        _logprobs.Add(logprob);
    }

    /// <summary>The tokens from one on.</summary>
    public TokenSegment Since(int start)
    {
        var (ids, logprobs) = (new int[Count - start], new float[Count - start]);
        _ids.CopyTo(start, ids, 0, ids.Length);
        _logprobs.CopyTo(start, logprobs, 0, logprobs.Length);
        return TokenSegment.Sampled(
            ImmutableCollectionsMarshal.AsImmutableArray(ids), ImmutableCollectionsMarshal.AsImmutableArray(logprobs));
    }

    /// <summary>A token id, 0 or more.</summary>
    /// <exception cref="InvalidDataException">It is anything else.</exception>
    public static int Id(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id) && id >= 0
            ? id
            : throw new InvalidDataException($"{path} is no token id.");

    /// <summary>The natural logarithm of a probability, float32.</summary>
    /// <exception cref="InvalidDataException">It is not finite, or above 0 by more than rounding.</exception>
    public static float Logprob(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetSingle(out var logprob) || !float.IsFinite(logprob))
        {
            throw new InvalidDataException($"{path} is no finite number.");
        }

        return logprob <= Rounding
            ? logprob
            : throw new InvalidDataException($"{path} is above 0, and no probability is above 1.");
    }
}
