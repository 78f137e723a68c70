using System.Buffers.Binary;
using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Simulation;

/// <summary>
/// Stands where the weights would be: completions are a pure function of the seed, the script, the prompt ids and the answer's form.
/// </summary>
/// <remarks>
/// As in a model that samples token by token, a prompt that ends with the beginning of a completion goes on with the rest of it: of the
/// places where a completion may have begun, in the turn that the prompt leaves open, the first counts whose completion agrees with all
/// that follows it. A place that counts for a prompt counts for each longer one that agrees, and those before it disagreed already.
/// Immutable and thread-safe.
/// </remarks>
internal sealed class SimulatedModel
{
    private readonly Tokenizer _tokenizer;
    private readonly TokenSplitter _splitter;
    private readonly PromptReader _reader;
    private readonly ScriptReader _script;
    private readonly AgentHabits _habits;
    private readonly int? _thinkId;
    private readonly byte[] _seed = new byte[sizeof(long)];

    /// <summary>A model for one tokenizer.</summary>
    /// <exception cref="ArgumentException">The tokenizer lacks a token of chat-ML.</exception>
    public SimulatedModel(SimulatedEngineOptions options)
    {
        _tokenizer = options.Tokenizer;
        _script = new(options.Script);
        _habits = new(options.Calling, options.ParallelCalls);
        StopId = Id(_tokenizer, "<|im_end|>");
        (_splitter, _reader) = (new(_tokenizer, options.SplitOneIn), new(_tokenizer, Id(_tokenizer, "<|im_start|>"), StopId));
        _thinkId = _tokenizer.AddedTokens.FirstOrDefault(token => token.Content == "<think>")?.Id;
        BinaryPrimitives.WriteInt64LittleEndian(_seed, options.Seed);
    }

    /// <summary>The token that ends each completion.</summary>
    public int StopId { get; }

    /// <summary>Samples a completion up to its stop token.</summary>
    /// <param name="promptIds">The whole prompt, with the beginning of a completion at its end or without.</param>
    /// <param name="form">What its text has to be.</param>
    public Completion Sample(ImmutableArray<int> promptIds, AnswerForm form)
    {
        var reading = _reader.Read(promptIds);
        foreach (var (at, thinking) in _reader.Openings(promptIds))
        {
            if (thinking == Thinking.Opens && _thinkId is { } first && promptIds[at] != first)
            {
                continue; // Nothing that begins by thinking has this token first, and most places are told by that.
            }

            var begun = promptIds.AsSpan()[at..];
            var whole = Begin(promptIds.AsSpan()[..at], reading with { Thinking = thinking }, form);
            if (begun.Length < whole.Ids.Length && whole.Ids.AsSpan().StartsWith(begun))
            {
                return new(whole.Ids[begun.Length..], whole.Logprobs[begun.Length..], Identity(promptIds.AsSpan()));
            }
        }

        return Begin(promptIds.AsSpan(), reading, form);
    }

    /// <summary>A completion from its first token on.</summary>
    private Completion Begin(ReadOnlySpan<int> promptIds, PromptReader.Reading prompt, AnswerForm form)
    {
        var identity = Identity(promptIds);
        var random = new SeededRandom(identity);
        var text = AgentWriter.Write(prompt, _script.Next(prompt), _habits, form, random);

        // A sampled text never holds a special token by its spelling: a tool may be named "<|im_end|>".
        var ids = _splitter.Split(_tokenizer.Encode(text, SpecialTokens.AsText), random).Add(StopId);
        return new(ids, [.. ids.Select(_ => Logprob(random))], identity);
    }

    private Digest Identity(ReadOnlySpan<int> promptIds)
    {
        using var builder = new DigestBuilder();
        return builder.Add("tito-simulated-engine-1").Add(_seed).Add(LittleEndian.FromInt32(promptIds)).Build();
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
