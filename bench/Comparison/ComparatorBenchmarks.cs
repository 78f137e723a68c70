using BenchmarkDotNet.Attributes;
using Tito.Bench.Assets;
using Tito.Core.Comparison;

namespace Tito.Bench.Comparison;

/// <summary>A session of 32,768 tokens against an equal sequence, and against one that differs in 50 turns.</summary>
[MemoryDiagnoser]
public class ComparatorBenchmarks
{
    private const int TokenCount = 32_768;
    private const int MismatchCount = 50;

    private TokenComparator _comparator = null!;
    private int[] _expected = null!;
    private int[] _equal = null!;
    private int[] _different = null!;

    [GlobalSetup]
    public void Setup()
    {
        var model = Qwen3.Load();
        _comparator = model.Comparator;
        var turns = string.Concat(Enumerable.Range(0, 400).Select(i =>
            $"<|im_start|>user\nWhat does file {i} say about the river, and who wrote it?<|im_end|>\n<|im_start|>assistant\n"
            + $"<think>\nI look into file {i} before I answer; it may be long.\n</think>\n\nFile {i} says that the river is wide, that the ferry runs twice a day, "
            + "and that nobody signed it. The last page was added later, in another hand.<|im_end|>\n"));
        _expected = [.. model.Renderer.Encode(turns)[..TokenCount]];
        _equal = [.. _expected];
        _different = [.. _expected];
        var ends = Enumerable.Range(0, TokenCount).Where(i => _expected[i] == model.Renderer.Encode("<|im_end|>")[0]).ToList();
        foreach (var end in ends.Where((_, i) => i % (ends.Count / MismatchCount) == 0).Take(MismatchCount))
        {
            _different[end - 1] = model.Renderer.Encode("?!")[0];
        }

        if (_comparator.Compare(_expected, _different).Length != MismatchCount)
        {
            throw new InvalidOperationException($"The sequences were to differ in {MismatchCount} places.");
        }
    }

    [Benchmark]
    public int CompareEqual() => _comparator.Compare(_expected, _equal).Length;

    [Benchmark]
    public int CompareFiftyMismatches() => _comparator.Compare(_expected, _different).Length;
}
