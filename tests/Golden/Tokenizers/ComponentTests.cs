using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Tokenizers;

/// <summary>Each part of a tokenizer.json that is understood, on a tokenizer small enough to be in the corpus.</summary>
public sealed class ComponentTests
{
    private static readonly string Folder = Path.Combine(TokenizerCorpus.Root, "tests/Golden/corpus/tokenizers/components");

    public static TheoryData<string> Components =>
        [.. Directory.EnumerateFiles(Folder, "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Corpus_HasEveryComponent() => Assert.Equal(61, Components.Count);

    [Theory]
    [MemberData(nameof(Components))]
    public void EncodeAndDecode_WithOneComponent_EqualTheReference(string component)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, $"{component}.jsonl"));
        var tokenizer = Tokenizer.Load(Encoding.UTF8.GetBytes(WithVocabulary(lines[0])));
        var cases = lines.Skip(1).Select(line => TokenizerCase.Parse(JsonElement.Parse(line))).ToList();

        Assert.Equal(60, cases.Count);
        Assert.Empty(cases.Select(item => item.DifferenceOf(tokenizer)).OfType<string>());
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void StartDecoding_WithOneComponent_GivesTheTextOfTheReference(string component)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, $"{component}.jsonl"));
        var tokenizer = Tokenizer.Load(Encoding.UTF8.GetBytes(WithVocabulary(lines[0])));

        Assert.All(lines.Skip(1).Select(line => TokenizerCase.Parse(JsonElement.Parse(line))), item =>
        {
            Assert.Equal(item.Decoded, OneByOne(tokenizer, item.Ids, skipSpecialTokens: false));
            Assert.Equal(item.Skipped, OneByOne(tokenizer, item.Ids, skipSpecialTokens: true));
        });
    }

    private static string OneByOne(Tokenizer tokenizer, int[] ids, bool skipSpecialTokens)
    {
        var stream = tokenizer.StartDecoding(skipSpecialTokens);
        return string.Concat(ids.Select(stream.Append)) + stream.Finish();
    }

    private static string WithVocabulary(string line)
    {
        var json = JsonNode.Parse(line)!;
        json["model"] ??= JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "base.json")));
        return json.ToJsonString();
    }
}
