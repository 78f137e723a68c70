using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tito.Tokenizers;

namespace Tito.Bench.Tokenizers;

/// <summary>Our tokenizer beside the Hugging Face one on the same texts, one thread each: <c>dotnet run -c Release --project bench -- ratio</c>.</summary>
internal static class ReferenceRatio
{
    /// <summary>Prints a table. Needs <c>npm ci</c> in tools/oracle.</summary>
    /// <returns>0 when both made as many tokens.</returns>
    public static int Run()
    {
        var path = TokenizerAssets.PathOf("qwen3");
        var textFile = Path.GetTempFileName();
        var reference = RunReference(path, textFile);
        var texts = File.ReadLines(textFile).Select(line => JsonElement.Parse(line).GetString()!).ToArray();
        File.Delete(textFile);

        var json = File.ReadAllBytes(path);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (load, tokenizer) = Time(() => Tokenizer.Load(json));
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var snapshot = tokenizer.ToSnapshot();
        var (loadSnapshot, _) = Time(() => Tokenizer.LoadSnapshot(snapshot, tokenizer.Identity));
        var warmSnapshot = Enumerable.Range(0, 20).Min(_ => Time(() => Tokenizer.LoadSnapshot(snapshot, tokenizer.Identity)).Milliseconds);

        Print("", "reference", "ours", "ratio");
        var same = Compare(tokenizer, texts[..^1], "4 KB messages", reference, "messages") & Compare(tokenizer, texts[^1..], "one 1 MB text", reference, "large");
        Print("load, ms", Show(reference, "load_ms"), $"{load:F0}", $"{reference.GetProperty("load_ms").GetDouble() / load:F1}");
        Print("load from snapshot, ms", "", $"{loadSnapshot:F0}", $"{reference.GetProperty("load_ms").GetDouble() / loadSnapshot:F1}");
        Print("the same, code compiled, ms", "", $"{warmSnapshot:F0}", "");
        Print("memory, MB; snapshot, MB", "", $"{memory / 1e6:F1}; {snapshot.Length / 1e6:F1}", "");
        return same ? 0 : 1;
    }

    private static bool Compare(Tokenizer tokenizer, string[] texts, string what, JsonElement reference, string name)
    {
        var output = new ArrayBufferWriter<int>(1 << 20);
        long Encode()
        {
            var count = 0L;
            foreach (var text in texts)
            {
                output.ResetWrittenCount();
                count += tokenizer.Encode(text, SpecialTokens.Parse, output);
            }

            return count;
        }

        var tokens = Encode();
        var warm = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(warm).TotalSeconds < 2)
        {
            Encode();
        }

        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
        {
            _ = tokenizer.Encode(text, SpecialTokens.Parse);
        }

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / (double)tokens;
        var best = Enumerable.Range(0, 7).Min(_ => Time(Encode).Milliseconds);
        var characters = texts.Sum(text => (long)text.Length);
        var theirs = reference.GetProperty($"{name}_ms").GetDouble();
        Print($"{what}, M chars/s", $"{characters / theirs / 1e3:F2}", $"{characters / best / 1e3:F2}", $"{theirs / best:F1}");
        Print($"{what}, M tokens/s", $"{tokens / theirs / 1e3:F2}", $"{tokens / best / 1e3:F2}", "");
        Print($"{what}, bytes a token", "", $"{allocated:F1}", "");
        return tokens == reference.GetProperty($"{name}_tokens").GetInt64();
    }

    private static JsonElement RunReference(string path, string textFile)
    {
        var script = Path.Combine(TokenizerAssets.Root, "tools/oracle/tokenizers/speed.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, path, textFile]) { RedirectStandardOutput = true })!;
        var answer = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return JsonElement.Parse(answer);
    }

    private static (double Milliseconds, T Result) Time<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, result);
    }

    private static string Show(JsonElement reference, string name) => reference.GetProperty(name).GetDouble().ToString("F0", CultureInfo.InvariantCulture);

    private static void Print(string what, string reference, string ours, string ratio) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32}{reference,12}{ours,16}{ratio,8}"));
}
