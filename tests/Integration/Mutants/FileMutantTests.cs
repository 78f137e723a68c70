using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Verification;
using Tito.Core.Verification.Conformance;
using Tito.Core.Verification.GoldenPrompts;
using Tito.Core.Verification.Scenarios;
using Tito.Core.Verification.Scenarios.Models;
using Tito.Jinja;
using Tito.Server.Options;
using Tito.Tests.Support;
using Tito.Tests.Unit.Tokenizers;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Mutants;

/// <summary>Damaged files of every kind that is read: read, or refused by the exception that its reader names.</summary>
public sealed class FileMutantTests
{
    /// <summary>Seeds above this take longer than their damage is worth.</summary>
    private const int MostBytes = 60_000;

    private const string Prompts =
        """
        {"format":"tito.golden-prompts","version":1,"family":"qwen3","recorded_at":"2026-11-29T12:00:00Z","assets":{"tokenizer.json":"ab12"},"engine":{"name":"SGLang"},
         "prompts":[{"name":"a","request":{"messages":[{"role":"user","content":"Zürich?"}]},"prompt_ids":[1,2],"max_tokens":3,"completion_ids":[4],"logprobs":[-0.5],"finish_reason":"stop"}]}
        """;

    private const string Keys =
        """
        [{"name":"team","sha256":"0000000000000000000000000000000000000000000000000000000000000000","scopes":["use","read"],"requests_per_minute":60,"concurrent":4}]
        """;

    /// <summary>Each kind: where its seeds are, what reads it, and what the reader may throw.</summary>
    private static readonly Dictionary<string, (Func<IEnumerable<byte[]>> Seeds, Action<byte[]> Read, Type[] Refusals)> Kinds = new()
    {
        ["scenario"] = (() => Files("scenarios/qwen3", "*.json").Select(Unsealed), file => ScenarioReader.Read(file), [typeof(GoldenFormatException)]),
        ["sealed scenario"] = (() => Files("scenarios/glm47", "*.json"), file => ScenarioReader.Read(file), [typeof(GoldenFormatException)]),
        ["model of scenarios"] = (() => Files("scenarios/models", "*.json"), file => GoldenModel.Read(StrictJson.Parse(file)), [typeof(GoldenFormatException), typeof(JsonException)]),
        ["trajectory"] = (() => Files("trajectories", "*.json"), file => GoldenReader.Read(file), [typeof(GoldenFormatException)]),
        ["vector"] = (() => Files("conformance/qwen3", "*.json"), file => VectorReader.Read(file), [typeof(GoldenFormatException)]),
        ["prompts"] = (() => [Encoding.UTF8.GetBytes(Prompts)], file => GoldenPromptReader.Read(file), [typeof(GoldenFormatException)]),
        ["family"] = (() => Files("drift", "*.family.json"), file => FamilyFile.Read(file, _ => "{{ messages[0].content }}"), [typeof(FamilyFileException)]),
        ["template"] = (() => Files("drift", "*.jinja"), file => Template.Parse(Encoding.UTF8.GetString(file), "mutant"), [typeof(TemplateException)]),
        ["tokenizer configuration"] = (() => [Config()], file => ModelAssets.Load(ServedModel.Tokenizer, file), [typeof(AssetException)]),
        ["keys"] = (() => [Encoding.UTF8.GetBytes(Keys)], file => KeyFile.Parse(StrictJson.Parse(file)), [typeof(OptionException), typeof(JsonException)]),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ADamagedFile_IsReadOrRefusedAsItsReaderSays(string kind)
    {
        var (seeds, read, refusals) = Kinds[kind];
        byte[][] files = [.. seeds().Where(file => file.Length is > 0 and < MostBytes)];
        Assert.NotEmpty(files);
        Assert.Null(Record(read, files[0]));
        var (random, seen, slowest) = (new Random(20261129), new Dictionary<string, int>(), TimeSpan.Zero);
        for (var i = 0; i < MutantCount.Share(4); i++)
        {
            var mutant = Mutator.Mutate(files[random.Next(files.Length)], random);
            var began = Stopwatch.GetTimestamp();

            var thrown = Record(read, mutant);

            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
            seen.Count(thrown is null ? "read" : "refused");
            Assert.True(thrown is null || refusals.Any(refusal => refusal.IsInstanceOfType(thrown)), $"Mutant {i}: {thrown}\n{Convert.ToBase64String(mutant)}");
            Assert.True(took < MutantCount.Longest, $"Mutant {i} took {took}.");
        }

        MutantCount.Tell(kind, seen, slowest);
        Assert.True(seen.ContainsKey("refused"), "Every mutant was read: nothing was damaged.");
    }

    private static Exception? Record(Action<byte[]> read, byte[] file) => Xunit.Record.Exception(() => read(file));

    private static IEnumerable<byte[]> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Repository.PathTo(["tests", "Golden", "corpus", .. folder.Split('/')]), pattern)
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllBytes);

    private static byte[] Config() => File.ReadAllBytes(Path.Combine(AssetFolder.Find(null), "tokenizer_config.json"));

    /// <summary>A team's own scenario has no seal, so its reader looks further than at that.</summary>
    private static byte[] Unsealed(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        var seal = text.LastIndexOf(",\n\"seal\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(seal < 0 ? text : $"{text[..seal]}}}\n");
    }
}
