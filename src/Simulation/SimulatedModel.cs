using System.Buffers.Binary;
using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Simulation;

/// <summary>Stands where the weights would be: completions are a pure function of the seed, the script and the prompt ids.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class SimulatedModel
{
    private readonly Tokenizer _tokenizer;
    private readonly TokenSplitter _splitter;
    private readonly PromptReader _reader;
    private readonly ScriptReader _script;
    private readonly byte[] _seed = new byte[sizeof(long)];

    /// <summary>A model for one tokenizer.</summary>
    /// <exception cref="ArgumentException">The tokenizer lacks a token of chat-ML.</exception>
    public SimulatedModel(Tokenizer tokenizer, long seed, ImmutableArray<ScriptedTurn> script)
    {
        _script = new(script);
        StopId = Id(tokenizer, "<|im_end|>");
        (_tokenizer, _splitter, _reader) = (tokenizer, new(tokenizer), new(tokenizer, Id(tokenizer, "<|im_start|>"), StopId));
        BinaryPrimitives.WriteInt64LittleEndian(_seed, seed);
    }

    /// <summary>The token that ends each completion.</summary>
    public int StopId { get; }

    /// <summary>Samples a completion up to its stop token.</summary>
    public Completion Sample(ImmutableArray<int> promptIds)
    {
        using var builder = new DigestBuilder();
        var identity = builder.Add("tito-simulated-engine-1").Add(_seed).Add(LittleEndian.FromInt32(promptIds.AsSpan())).Build();
        var random = new SeededRandom(identity);
        var prompt = _reader.Read(promptIds);
        var text = AgentWriter.Write(prompt, _script.Next(prompt), random);

        // A sampled text never holds a special token by its spelling: a tool may be named "<|im_end|>".
        var ids = _splitter.Split(_tokenizer.Encode(text, SpecialTokens.AsText), random).Add(StopId);
        return new(ids, [.. ids.Select(_ => Logprob(random))], identity);
    }

    /// <summary>0 to -4, mostly near 0 as a model's choices are, and exact in float32: platforms round logarithms differently.</summary>
    private static float Logprob(SeededRandom random) => -(random.Next(4096) * random.Next(4096)) / 4194304f;

    private static int Id(Tokenizer tokenizer, string token) => tokenizer.TryGetId(token, out var id)
        ? id
        : throw new ArgumentException($"The simulated engine writes chat-ML, and the tokenizer has no {token}.", nameof(tokenizer));

    /// <summary>The completion that the simulated model sampled.</summary>
    /// <param name="Ids">Token ids with the stop token at their end, int32 <c>[tokens]</c>.</param>
    /// <param name="Logprobs">Natural logarithms, float32 <c>[tokens]</c>, 0 or less.</param>
    /// <param name="Identity">The SHA-256 of the seed and the prompt ids.</param>
    internal sealed record Completion(ImmutableArray<int> Ids, ImmutableArray<float> Logprobs, Digest Identity);
}
