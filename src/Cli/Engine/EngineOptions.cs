using System.Collections.Immutable;
using System.CommandLine;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Server.Options;
using Tito.Simulation;
using Tito.Tokenizers;

namespace Tito.Cli.Engine;

/// <summary>The options of <c>tito engine</c>; docs/simulated-engine.md has them for people.</summary>
internal sealed class EngineOptions
{
    private const string AllWires = "all";
    private const int Most = 1_000_000_000;

    private readonly Option<string[]> _wire = Text<string[]>(
        "--wire", "W", "A wire: sglang, sglang-chat, vllm, vllm-generate. May be repeated. Default: all.");
    private readonly Option<int> _port = Number("--port", "N", "The loopback port, 0 for a free one.", 30000);
    private readonly Option<long> _seed = new("--seed")
    {
        Description = "The seed of the model.",
        HelpName = "N",
        DefaultValueFactory = _ => 7,
    };

    private readonly Option<string> _modelName = Text<string>("--model-name", "NAME", "The model's name. Default: simulated.");
    private readonly Option<int> _firstToken = Number("--first-token-ms", "MS", "The time to a completion's first token.", 0);
    private readonly Option<int> _token = Number("--token-ms", "MS", "The time from one token to the next.", 0);
    private readonly Option<int> _perFrame = Number("--tokens-per-frame", "N", "Number of tokens in each frame of a stream.", 1);
    private readonly Option<bool> _incremental = new("--incremental-streaming-output")
    {
        Description = "Streams of SGLang's /generate give what is new, and not all so far.",
    };

    private readonly Option<bool> _older = new("--older-generate")
    {
        Description = "vLLM's /inference/v1/generate answers in its older shape.",
    };

    private readonly Option<string[]> _fault = Text<string[]>(
        "--fault", "F", "What goes wrong, as refuse:every=5,status=429. May be repeated.");

    private readonly Option<string> _calling = Text<string>(
        "--calling", "WHEN", "When tools are called: seeded, always or never. Default: seeded.");

    private readonly Option<int> _parallel = Number("--parallel-calls", "N", "Calls in a turn that calls; 0: the seed decides.", 0);
    private readonly Option<int> _split = Number("--split-one-in", "N", "Of how many tokens one is split into two.", 6);
    private readonly Option<int> _cache = Number("--prefix-cache", "TOKENS", "How many tokens the prefix cache holds; 0: none.", 0);
    private readonly Option<int> _context = Number("--context-length", "TOKENS", "The most tokens of prompt and completion.", 262_144);
    private readonly Option<string> _weights = Text<string>("--weight-version", "V", "The name of the weights. Default: default.");
    private readonly Option<string> _experts = Text<string>("--experts", "LxK", "Layers with experts and experts a token, as 48x8.");

    /// <summary>All of them, in the order of the help.</summary>
    public ImmutableArray<Option> All =>
    [
        _wire, _port, _seed, _modelName, _firstToken, _token, _perFrame, _incremental, _older,
        _fault, _calling, _parallel, _split, _cache, _context, _weights, _experts,
    ];

    /// <summary>Those that say what it plays, and neither where it listens nor what it is called.</summary>
    public ImmutableArray<Option> Behaviour => [.. All.Except([_wire, _port, _modelName])];

    /// <summary>The settings that were given.</summary>
    /// <exception cref="InvalidDataException">A value is outside its range.</exception>
    public SimulatedEngineOptions Read(ParseResult result, Tokenizer tokenizer, Family family)
    {
        var behaviour = ReadBehaviour(result, tokenizer, family);
        return behaviour with
        {
            Wires = Wires(result.GetValue(_wire) ?? []),
            Port = In(result, _port, 0, ushort.MaxValue),
            ModelName = result.GetValue(_modelName) ?? behaviour.ModelName,
        };
    }

    /// <summary>The first of <see cref="Behaviour"/> that was given, or null.</summary>
    public string? FirstGiven(ParseResult result) =>
        Behaviour.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>The settings of <see cref="Behaviour"/> that were given; all else is as without a word, on a free port.</summary>
    /// <exception cref="InvalidDataException">A value is outside its range.</exception>
    public SimulatedEngineOptions ReadBehaviour(ParseResult result, Tokenizer tokenizer, Family family)
    {
        var defaults = new SimulatedEngineOptions { Tokenizer = tokenizer, Family = family };
        return defaults with
        {
            Seed = result.GetValue(_seed),
            FirstTokenDelay = TimeSpan.FromMilliseconds(In(result, _firstToken, 0, Most)),
            TokenDelay = TimeSpan.FromMilliseconds(In(result, _token, 0, Most)),
            TokensPerFrame = In(result, _perFrame, 1, Most),
            IncrementalStreams = result.GetValue(_incremental),
            OlderGenerateShape = result.GetValue(_older),
            Faults = [.. (result.GetValue(_fault) ?? []).Select(FaultOption.Parse)],
            Calling = Calling(result.GetValue(_calling)),
            ParallelCalls = In(result, _parallel, 0, 100) is > 0 and var count ? count : null,
            SplitOneIn = In(result, _split, 1, Most),
            PrefixCacheTokens = In(result, _cache, 0, Most),
            ContextLength = In(result, _context, 2, Most),
            WeightVersion = result.GetValue(_weights) ?? defaults.WeightVersion,
            Experts = result.GetValue(_experts) is { } shape ? Shape(shape) : null,
        };
    }

    private static ImmutableArray<SimulatedWire> Wires(string[] words) => words.Length == 0 || words.Contains(AllWires)
        ? [.. Enum.GetValues<SimulatedWire>()]
        : [.. words.Select(word => WireName.Find<SimulatedWire>(word)
            ?? throw new InvalidDataException($"--wire takes {WireName.All<SimulatedWire>()} or {AllWires}."))];

    private static SimulatedCalling Calling(string? word) => word is null ? SimulatedCalling.Seeded
        : WireName.Find<SimulatedCalling>(word) ?? throw new InvalidDataException($"--calling takes {WireName.All<SimulatedCalling>()}.");

    /// <summary>The same numbers as those of the server's option, without its mode.</summary>
    private static (int Layers, int TopK) Shape(string text)
    {
        try
        {
            var capture = RoutedExpertsOption.Parse($"whole:{text}");
            return (capture.Layers, capture.TopK);
        }
        catch (OptionException)
        {
            throw new InvalidDataException("--experts takes LAYERSxTOPK, as 48x8.");
        }
    }

    private static int In(ParseResult result, Option<int> option, int least, int most) =>
        result.GetValue(option) is var number && number >= least && number <= most
            ? number
            : throw new InvalidDataException($"{option.Name} takes a whole number from {least} to {most}.");

    private static Option<T> Text<T>(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    private static Option<int> Number(string name, string value, string description, int fallback) =>
        new(name) { Description = description, HelpName = value, DefaultValueFactory = _ => fallback };
}
