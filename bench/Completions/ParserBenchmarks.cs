using System.Collections.Immutable;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tito.Bench.Tokenizers;
using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Tokenizers;

namespace Tito.Bench.Completions;

/// <summary>Reading a completion of reasoning, prose and a call that writes a file, token by token as a stream has it.</summary>
[MemoryDiagnoser]
public class ParserBenchmarks
{
    private const int Tokens = 8_192;

    private Tokenizer _tokenizer = null!;
    private CompletionParser _parser = null!;
    private CompletionTools _tools = null!;
    private ImmutableArray<int> _ids;

    /// <summary>JSON blocks and elements.</summary>
    [Params("qwen3", "qwen35")]
    public string Family { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _tokenizer = Tokenizer.Load(File.ReadAllBytes(TokenizerAssets.PathOf("qwen3")));
        _parser = new(FamilyRegistry.Find(Family)!, _tokenizer);
        _tools = CompletionTools.Read(JsonElement.Parse(
            """[{"name":"write","parameters":{"properties":{"path":{"type":"string"},"text":{"type":"string"}}}}]"""));
        var source = string.Concat(Directory
            .EnumerateFiles(Path.Combine(TokenizerAssets.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText))[..(2 * Tokens)];
        var call = Family == "qwen3"
            ? $"{{\"name\": \"write\", \"arguments\": {JsonSerializer.Serialize(new { path = "a", text = source })}}}"
            : $"<function=write>\n<parameter=path>\na\n</parameter>\n<parameter=text>\n{source}\n</parameter>\n</function>";
        _ids = _tokenizer.Encode($"<think>\n{source}\n</think>\n\n{source}\n<tool_call>\n{call}\n</tool_call><|im_end|>", SpecialTokens.Parse);
    }

    [Benchmark(Baseline = true)]
    public int DecodeAlone()
    {
        var decoder = _tokenizer.StartDecoding(skipSpecialTokens: false);
        var length = 0;
        foreach (var id in _ids)
        {
            length += decoder.Append(id).Length;
        }

        return length / _ids.Length;
    }

    [Benchmark]
    public int Stream()
    {
        var stream = _parser.Start(_tools, []);
        var deltas = 0;
        for (var at = 0; at < _ids.Length; at++)
        {
            deltas += stream.Append(_ids.AsSpan(at, 1)).Count;
        }

        return deltas + stream.Finish().Message.ToolCalls.Length;
    }

    [Benchmark]
    public int Whole() => _parser.Parse(_ids.AsSpan(), _tools, []).ToolCalls.Length;
}
