using System.Collections.Immutable;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tito.Bench.Tokenizers;
using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Tokenizers;

namespace Tito.Bench.Completions;

/// <summary>Reading a completion of 8,192 tokens, a third each reasoning, prose and a call that writes a file; a token costs this.</summary>
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
            .Select(File.ReadAllText))[..(6 * Tokens)];
        var value = Encode(Family == "qwen3" ? JsonEncodedText.Encode(source).ToString() : source);
        var (open, close) = Family == "qwen3"
            ? ("<tool_call>\n{\"name\": \"write\", \"arguments\": {\"path\": \"a\", \"text\": \"", "\"}}\n</tool_call><|im_end|>")
            : ("<tool_call>\n<function=write>\n<parameter=text>\n", "\n</parameter>\n</function>\n</tool_call><|im_end|>");
        var prose = Encode(source)[..(Tokens / 3)];
        ImmutableArray<int> start = [.. Encode("<think>\n"), .. prose, .. Encode("\n</think>\n\n"), .. prose, .. Encode(open)];
        var end = Encode(close);
        _ids = [.. start, .. value[..(Tokens - start.Length - end.Length)], .. end];
    }

    private ImmutableArray<int> Encode(string text) => _tokenizer.Encode(text, SpecialTokens.Parse);

    [Benchmark(Baseline = true, OperationsPerInvoke = Tokens)]
    public int DecodeAlone()
    {
        var decoder = _tokenizer.StartDecoding(skipSpecialTokens: false);
        var length = 0;
        foreach (var id in _ids)
        {
            length += decoder.Append(id).Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Tokens)]
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

    [Benchmark(OperationsPerInvoke = Tokens)]
    public int Whole() => _parser.Parse(_ids.AsSpan(), _tools, []).ToolCalls.Length;
}
