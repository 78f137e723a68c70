using BenchmarkDotNet.Attributes;
using Tito.Tokenizers;

namespace Tito.Bench.Tokenizers;

/// <summary>Loading Qwen3's tokenizer from its asset and from its snapshot, both in memory already.</summary>
[MemoryDiagnoser]
public class LoadBenchmarks
{
    private byte[] _json = [];
    private byte[] _snapshot = [];
    private Tokenizer _tokenizer = null!;

    [GlobalSetup]
    public void Setup()
    {
        _json = File.ReadAllBytes(TokenizerAssets.PathOf("qwen3"));
        _tokenizer = Tokenizer.Load(_json);
        _snapshot = _tokenizer.ToSnapshot();
    }

    [Benchmark(Baseline = true)]
    public Tokenizer Json() => Tokenizer.Load(_json);

    [Benchmark]
    public Tokenizer Snapshot() => Tokenizer.LoadSnapshot(_snapshot, _tokenizer.Identity);
}
