using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Verification.Scenarios;
using Tito.Tokenizers;

namespace Tito.Simulation;

/// <summary>The settings of a simulated engine: the model that it plays, and where it listens.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record SimulatedEngineOptions
{
    /// <summary>The model's tokenizer; it must have the tokens <c>&lt;|im_start|&gt;</c> and <c>&lt;|im_end|&gt;</c>.</summary>
    public required Tokenizer Tokenizer { get; init; }

    /// <summary>The model's family, whose parsers turn a completion into a message.</summary>
    public required Family Family { get; init; }

    /// <summary>Decides, together with the prompt ids, every completion.</summary>
    /// <value>Any number. The default value is 0.</value>
    public long Seed { get; init; }

    /// <summary>The loopback port to listen on.</summary>
    /// <value>0 to 65,535, where 0 takes a free one. The default value is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Port
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ushort.MaxValue);
            field = value;
        }
    }

    /// <summary>The shape of the model's routed experts.</summary>
    /// <value>Layers with experts and experts for each token, each 1 or more; null, the default value, for a dense model.</value>
    public (int Layers, int TopK)? Experts { get; init; }

    /// <summary>The turns that the model takes after each question, in their order; the seed decides thoughts, texts and tokens.</summary>
    /// <value>
    /// Any number of turns; with none, the default value, the seed decides all. A turn past the last one answers, and so does one that
    /// would call a tool that the prompt does not declare, as in a client's side requests, or whose question says "do not call any tools".
    /// </value>
    public ImmutableArray<ScriptedTurn> Script { get; init; } = [];

    /// <summary>The model's name in <c>/v1/models</c>.</summary>
    /// <value>Any text. The default value is <c>simulated</c>.</value>
    public string ModelName { get; init; } = "simulated";

    /// <summary>The wires that it speaks.</summary>
    /// <value>One or more. The default value is all of them at once.</value>
    public ImmutableArray<SimulatedWire> Wires { get; init; } = [.. Enum.GetValues<SimulatedWire>()];

    /// <summary>The time until a completion's first token.</summary>
    /// <value>0 or more. The default value is 0.</value>
    public TimeSpan FirstTokenDelay { get; init => field = AtLeast(value, TimeSpan.Zero); }

    /// <summary>The time from one token to the next.</summary>
    /// <value>0 or more. The default value is 0.</value>
    public TimeSpan TokenDelay { get; init => field = AtLeast(value, TimeSpan.Zero); }

    /// <summary>The clock of both delays.</summary>
    /// <value>The default value is the system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Number of tokens in each frame of a stream, except the last.</summary>
    /// <value>1 or more. The default value is 1.</value>
    public int TokensPerFrame { get; init => field = AtLeast(value, 1); } = 1;

    /// <summary>
    /// Whether streams of SGLang's <c>/generate</c> give in each frame what is new, as with its flag
    /// <c>--incremental-streaming-output</c>, and not all so far.
    /// </summary>
    public bool IncrementalStreams { get; init; }

    /// <summary>Whether vLLM's <c>/inference/v1/generate</c> answers in the shape that it had before 2026.</summary>
    public bool OlderGenerateShape { get; init; }

    /// <summary>What goes wrong, and when.</summary>
    /// <value>Any number of faults. The default value is none.</value>
    public ImmutableArray<SimulatedFault> Faults { get; init; } = [];

    /// <summary>When the model calls tools.</summary>
    /// <value>The default value is <see cref="SimulatedCalling.Seeded"/>.</value>
    public SimulatedCalling Calling { get; init; }

    /// <summary>Number of calls in each turn that calls and that no script decides.</summary>
    /// <value>1 or more; null, the default value, where the seed decides between one and two.</value>
    public int? ParallelCalls { get; init => field = value is { } count ? AtLeast(count, 1) : null; }

    /// <summary>Of how many tokens that can be split into two, inside a character as well, the model splits one.</summary>
    /// <value>1 or more, where 1 splits each. The default value is 6.</value>
    public int SplitOneIn { get; init => field = AtLeast(value, 1); } = 6;

    /// <summary>
    /// How many tokens the prefix cache holds, in blocks of 16. A prompt's <c>cached_tokens</c> are those of its leading blocks in it.
    /// </summary>
    /// <value>0 or more. The default value is 0: no cache.</value>
    public int PrefixCacheTokens { get; init => field = AtLeast(value, 0); }

    /// <summary>The most tokens that prompt and completion have together.</summary>
    /// <value>2 or more. The default value is 262,144.</value>
    public int ContextLength { get; init => field = AtLeast(value, 2); } = 262_144;

    /// <summary>
    /// Gives what a recording has in the model's place: called with the ids of each prompt, for the next sample of it, or for null where
    /// the engine should not be asked any more, which is answered with HTTP 500.
    /// </summary>
    /// <value>
    /// A function that is safe from many threads; null, the default value, for the simulated model. With one, any family and tokenizer
    /// will do, and neither limits nor stops of a request count.
    /// </value>
    public Func<ImmutableArray<int>, ScenarioSample?>? Recording { get; init; }

    /// <summary>The name of the weights at the start.</summary>
    /// <value>Any text. The default value is <c>default</c>, as in both engines.</value>
    public string WeightVersion { get; init; } = "default";

    private static T AtLeast<T>(T value, T least)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        return value;
    }
}
