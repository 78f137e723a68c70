using System.Buffers;
using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Tito.Tokenizers;

namespace Tito.Bench.Tokenizers;

/// <summary>Encoding and decoding with Qwen3's tokenizer, on the source of this repository as text.</summary>
[MemoryDiagnoser]
public class EncodeBenchmarks
{
    private readonly ArrayBufferWriter<int> _output = new(1 << 20);
    private Tokenizer _tokenizer = null!;
    private string _text = "";
    private ImmutableArray<int> _ids;

    /// <summary>Length of the text in characters.</summary>
    [Params(4_000, 1_000_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _tokenizer = Tokenizer.Load(File.ReadAllBytes(TokenizerAssets.PathOf("qwen3")));
        var source = string.Concat(Directory
            .EnumerateFiles(Path.Combine(TokenizerAssets.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText));
        _text = string.Concat(Enumerable.Repeat(source, 1 + (Characters / source.Length)))[..Characters];
        _ids = _tokenizer.Encode(_text, SpecialTokens.Parse);
    }

    [Benchmark]
    public int Encode()
    {
        _output.ResetWrittenCount();
        return _tokenizer.Encode(_text, SpecialTokens.Parse, _output);
    }

    [Benchmark]
    public string Decode() => _tokenizer.Decode(_ids.AsSpan(), skipSpecialTokens: false);
}
