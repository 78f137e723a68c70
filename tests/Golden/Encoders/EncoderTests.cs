using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Rendering;
using Tito.Tests.Golden.Families;

namespace Tito.Tests.Golden.Encoders;

/// <summary>The encoders in code, held against the oracle's, with reasoning kept and dropped.</summary>
public sealed class EncoderTests
{
    private const string Refused = ".refused.txt";

    // The corpus sets drop_thinking both ways, which the families' own fixed argument forbids.
    private static readonly Dictionary<string, ChatRenderer> Renderers = new[] { "deepseekv32", "deepseekv4" }.ToDictionary(
        name => name,
        name => ChatRenderer.Create(FamilyRegistry.Find(name)! with { FixedArguments = [] }, FamilyCorpus.Model(name).Assets));

    public static TheoryData<string, string> Rendered => Cases(GoldenFiles.Expected);

    public static TheoryData<string, string> Refusals => Cases(Refused);

    [Theory]
    [MemberData(nameof(Rendered))]
    public void Render_OfAConversation_IsWhatTheOracleWrites(string family, string conversation) =>
        Assert.Equal(
            GoldenFiles.Text($"encoders/{family}/{conversation}{GoldenFiles.Expected}"), TextOrNull(family, Conversation(family, conversation)));

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Render_OfAConversationThatTheFormatRefuses_IsRefused(string family, string conversation) =>
        Assert.Null(TextOrNull(family, Conversation(family, conversation)));

    [Theory]
    [InlineData("deepseekv32")]
    [InlineData("deepseekv4")]
    public void Corpus_OfAFormat_HasSixtyConversationsAndRefusesSome(string family)
    {
        var refused = GoldenFiles.Names($"encoders/{family}", Refused).ToList();

        Assert.NotEmpty(refused);
        Assert.Equal(
            GoldenFiles.Names($"encoders/{family}", ".json"),
            refused.Concat(GoldenFiles.Names($"encoders/{family}", GoldenFiles.Expected)).Order(StringComparer.Ordinal));
        Assert.Equal(60, GoldenFiles.Names($"encoders/{family}", ".json").Count());
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
        foreach (var (i, item) in cases.Index())
        {
            var expected = item.TryGetProperty("text", out var text) ? text.GetString() : null;
            var actual = TextOrNull(item.GetProperty("family").GetString()!, item);
            if (expected != actual)
            {
                yield return $"case {i}: expected {expected ?? "a refusal"}\nfound {actual ?? "a refusal"}";
            }
        }
    }

    private static string? TextOrNull(string family, JsonElement conversation)
    {
        var renderer = Renderers[family];
        try
        {
            return renderer.Render(FamilyCorpus.Request(renderer.Family, conversation));
        }
        catch (RenderException)
        {
            return null;
        }
    }

    private static JsonElement Conversation(string family, string name) => GoldenFiles.Json($"encoders/{family}/{name}.json");

    private static TheoryData<string, string> Cases(string ending) =>
        [.. Renderers.Keys.SelectMany(family => GoldenFiles.Names($"encoders/{family}", ending).Select(name => (family, name)))];
}
