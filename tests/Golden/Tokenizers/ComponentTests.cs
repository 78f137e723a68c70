using System.Text;
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
    public void Corpus_HasEveryComponent() => Assert.Equal(68, Components.Count);

    [Theory]
    [MemberData(nameof(Components))]
    public void EncodeAndDecode_WithOneComponent_EqualTheReference(string component)
    {
        var (tokenizer, cases) = Read(component);

        Assert.Equal(60, cases.Count);
        TokenizerCorpus.AssertEqualsReference(tokenizer, cases);
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void StartDecoding_WithOneComponent_GivesTheTextOfTheReference(string component)
    {
        var (tokenizer, cases) = Read(component);

        Assert.All(cases, item =>
        {
            Assert.Equal(item.Case.Decoded, OneByOne(tokenizer, item.Case.Ids, skipSpecialTokens: false));
            Assert.Equal(item.Case.Skipped, OneByOne(tokenizer, item.Case.Ids, skipSpecialTokens: true));
        });
    }

    /// <summary>The tokenizer of a component: the first line of its file.</summary>
    internal static Tokenizer Load(string component) =>
        Tokenizer.Load(Encoding.UTF8.GetBytes(WithVocabulary(File.ReadLines(Path.Combine(Folder, $"{component}.jsonl")).First())));

    private static (Tokenizer Tokenizer, List<(int Line, TokenizerCase Case)> Cases) Read(string component) => (
        Load(component),
        [.. TokenizerCorpus.Cases($"components/{component}.jsonl", skip: 1)]);

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
