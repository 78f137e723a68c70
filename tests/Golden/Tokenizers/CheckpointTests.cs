namespace Tito.Tests.Golden.Tokenizers;

/// <summary>
/// Checkpoints without a tokenizer.json: models that Debian's sentencepiece trained with what it encoded, and a rank file with what the
/// algorithm of tiktoken makes of texts; each kind that is read, and each way to configure it.
/// </summary>
public sealed class CheckpointTests
{
    [Theory]
    [InlineData("sentencepiece/llama-each")]
    [InlineData("sentencepiece/llama-first")]
    [InlineData("sentencepiece/unknown")]
    [InlineData("sentencepiece/gemma")]
    [InlineData("sentencepiece/spaces-each")]
    [InlineData("sentencepiece/spaces-first")]
    [InlineData("sentencepiece/control")]
    [InlineData("tiktoken/cl100k")]
    [InlineData("tiktoken/o200k")]
    [InlineData("tiktoken/kimi")]
    [InlineData("tiktoken/glm4")]
    public void EncodeAndDecode_OfACheckpoint_EqualTheReference(string name)
    {
        var path = Path.Combine(CheckpointCorpus.Folder, $"{name}.jsonl");
        var lines = File.ReadAllLines(path);
        var tokenizer = CheckpointCorpus.Load(lines[0], Path.GetDirectoryName(path)!);

        Assert.Equal(75, lines.Length - 1);
        var differences = lines.Skip(1)
            .Select((line, index) => CheckpointCorpus.DifferenceOf(tokenizer, line, $"line {index + 2}")).OfType<string>().ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(5))}");
    }

    [Fact]
    public void AddedTokens_OfAModelWithControlPieces_AreThoseOfTheModelAndOfTheConfiguration()
    {
        var folder = Path.Combine(CheckpointCorpus.Folder, "sentencepiece");
        var tokenizer = CheckpointCorpus.Load(File.ReadLines(Path.Combine(folder, "control.jsonl")).First(), folder);

        Assert.Equal(
            ["<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[INST", "INST]", "<think>", "<|end|>"],
            tokenizer.AddedTokens.Select(token => token.Content));
        Assert.Equal(["<think>"], tokenizer.AddedTokens.Where(token => !token.Special).Select(token => token.Content));
        Assert.Equal((802, 801), (tokenizer.VocabularySize, tokenizer.AddedTokens[^1].Id));
    }
}
