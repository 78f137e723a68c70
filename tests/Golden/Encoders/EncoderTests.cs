using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Golden.Families;

namespace Tito.Tests.Golden.Encoders;

/// <summary>The encoders in code, held against the oracle's, with reasoning kept and dropped.</summary>
public sealed class EncoderTests
{
    private static readonly string Corpus = Path.Combine(FamilyCorpus.Root, "tests/Golden/corpus/encoders");

    [Theory]
    [InlineData("deepseekv32")]
    [InlineData("deepseekv4")]
    public void Render_OfAFormatsConversations_IsWhatTheOracleWritesAndRefusesWhatItRefuses(string name)
    {
        var cases = File.ReadLines(Path.Combine(Corpus, $"{name}.jsonl")).Select(line => JsonElement.Parse(line)).ToList();

        Assert.Equal(60, cases.Count);
        Assert.Contains(cases, item => !item.TryGetProperty("text", out _));
        Assert.Empty(Differences(cases));
    }

    /// <summary>Judges what <c>tools/oracle/families/deepseek_cases.py</c> wrote, at any size: <c>TITO_ENCODER_PARITY=FILE</c>.</summary>
    [Fact]
    public void Render_OfTheGivenFile_IsWhatTheOracleWrites()
    {
        var file = Environment.GetEnvironmentVariable("TITO_ENCODER_PARITY");
        Assert.SkipWhen(file is null, "TITO_ENCODER_PARITY names no file of cases");

        Assert.Empty(Differences(File.ReadLines(file!).Select(line => JsonElement.Parse(line))).Take(20));
    }

    private static IEnumerable<string> Differences(IEnumerable<JsonElement> cases)
    {
        // The corpus sets drop_thinking both ways, which the families' own fixed argument forbids.
        var renderers = new[] { "deepseekv32", "deepseekv4" }.ToDictionary(name => name, name =>
            ChatRenderer.Create(FamilyRegistry.Find(name)! with { FixedArguments = [] }, FamilyCorpus.Model(name).Assets));
        foreach (var (i, item) in cases.Index())
        {
            var expected = item.TryGetProperty("text", out var text) ? text.GetString() : null;
            var actual = TextOrNull(renderers[item.GetProperty("family").GetString()!], item);
            if (expected != actual)
            {
                yield return $"case {i}: expected {expected ?? "a refusal"}\nfound {actual ?? "a refusal"}";
            }
        }
    }

    private static string? TextOrNull(ChatRenderer renderer, JsonElement item)
    {
        try
        {
            return renderer.Render(FamilyCorpus.Request(
                renderer.Family,
                ChatMessage.ParseList(item.GetProperty("messages"), "messages"),
                item.GetProperty("tools"),
                item.GetProperty("kwargs"),
                item.GetProperty("add_generation_prompt").GetBoolean()));
        }
        catch (RenderException)
        {
            return null;
        }
    }
}
