using System.Text;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Families;

public sealed class FamilyFileTests
{
    private const string Chat = """{"name":"acme","template":"chat.jinja","append_roles":["tool","user"],"boundary":{"rule":"none"}}""";

    public static TheoryData<string> Accepted => FamilyFileCases.Accepted;

    public static TheoryData<string, string> Refused => FamilyFileCases.Refused;

    [Fact]
    public void Read_OfAWholeFile_TakesEveryProperty()
    {
        var family = Read("""
            {"name":"acme","template":"sub/chat.jinja","fixed_arguments":{"keep":true,"n":1.0},"argument_group":["a","b"],"sorts_arguments":true,
             "append_roles":["tool","system"],"boundary":{"rule":"append_after","stop":"<e>","filler":"\n"},"required_tokens":["<s>"],"assistant_start":"<s>a",
             "boundary_exclusions":["<m>"],"boundary_only":["<s>","<m>"],"trailing_trim":["x"],"reasoning_parser":"r","tool_call_parser":"t","completion_format":"glm"}
            """);

        Assert.Equal(("acme", "text of sub/chat.jinja"), (family.Name, family.FixedTemplate));
        Assert.Equal([("keep", "true"), ("n", "1.0")], family.FixedArguments.Select(argument => (argument.Key, argument.Value.GetRawText())));
        Assert.Equal(["a", "b"], family.ArgumentGroup);
        Assert.True(family.SortsArguments);
        Assert.Equal([Role.Tool, Role.System], family.AppendRoles);
        Assert.Equal(new BoundaryRule.AppendAfter("<e>", "\n"), family.Boundary);
        Assert.Equal(["<s>"], family.RequiredTokens);
        Assert.Equal("<s>a", family.AssistantStart);
        Assert.Equal(["<m>"], family.BoundaryExclusions);
        Assert.Equal(["<s>", "<m>"], family.BoundaryOnly);
        Assert.Equal(["x"], family.TrailingTrim);
        Assert.Equal(("r", "t"), (family.ReasoningParser, family.ToolCallParser));
        Assert.Equal((CompletionFormats.Glm, false), (family.Completion, family.TakesEngineParse));
    }

    [Theory]
    [InlineData("""{"name":"acme","append_roles":["user"],"boundary":{"rule":"none"},"tool_call_parser":"glm45"}""")]
    [InlineData("""{"name":"acme","append_roles":["user"],"boundary":{"rule":"none"}}""")]
    [InlineData("""{"name":"acme","append_roles":["user"],"boundary":{"rule":"none"},"completion_format":"plain"}""")]
    public void Read_OfAFileWithoutAFormat_LeavesTheMessageToTheEngine(string json) => Assert.True(Read(json).TakesEngineParse);

    [Theory]
    [InlineData("""{"rule":"none"}""", "", 0)]
    [InlineData("""{"rule":"diff_history"}""", "", 0)]
    [InlineData("""{"rule":"append_after","stop":"<e>","filler":"\n"}""", "\n", 0)]
    [InlineData("""{"rule":"replace_trailing","openers":["<u>","<o>"]}""", "<u> <o>", 1)]
    public void Read_WhenTheFileDoesNotSay_TakesTrimAndToleranceFromTheRule(string boundary, string trim, int maxTrim)
    {
        var family = Read($$"""{"name":"acme","append_roles":["user"],"boundary":{{boundary}}}""");

        Assert.Equal(trim, string.Join(' ', family.TrailingTrim));
        Assert.Equal(maxTrim, family.MaxTrimTokens);
        Assert.Null(family.AssistantStart);
        Assert.Null(family.FixedTemplate);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Read_OfAFileThatDeclaresAFamily_GivesIt(string json) => Assert.NotEmpty(Read(json).Name);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_OfAFileThatDeclaresNone_NamesThePlace(string json, string place)
    {
        var refused = Assert.Throws<FamilyFileException>(() => Read(json));

        Assert.Equal(place, refused.Place);
        Assert.StartsWith($"family file: {place}: ", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What a schema cannot say.</summary>
    [Theory]
    [InlineData("""{"name":"qwen3","append_roles":["user"],"boundary":{"rule":"none"}}""", "$.name", "is a built-in family")]
    [InlineData("""{"name":"acme","name":"acme2","append_roles":["user"],"boundary":{"rule":"none"}}""", "$", "is not JSON")]
    [InlineData("""{"name":"acme",}""", "$", "is not JSON")]
    [InlineData("", "$", "is not JSON")]
    [InlineData("""{"name":"acme","assistant_start":"\ud800","append_roles":["user"],"boundary":{"rule":"none"}}""", "$.assistant_start", "lone surrogate")]
    [InlineData("""{"name":"acme","fixed_arguments":{"a":"\ud800"},"append_roles":["user"],"boundary":{"rule":"none"}}""", "$.fixed_arguments.a", "lone surrogate")]
    public void Read_OfAFileThatTheSchemaCannotRefuse_RefusesIt(string json, string place, string expected)
    {
        var refused = Assert.Throws<FamilyFileException>(() => Read(json));

        Assert.Equal(place, refused.Place);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFileBeyondTheLimit_SaysTheLimit() => Assert.Contains(
        "at most 65536",
        Assert.Throws<FamilyFileException>(() => Read(Chat + new string(' ', FamilyFile.MaxBytes))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"rule":"none"}""", """{"rule":"diff_history"}""")]
    [InlineData("\"user\"", "\"system\"")]
    [InlineData("}}", "},\"trailing_trim\":[]}")]
    public void Read_OfAFileThatSaysSomethingElse_GivesAnotherGenesis(string old, string @new)
    {
        Assert.NotEqual(Genesis(Chat), Genesis(Chat.Replace(old, @new, StringComparison.Ordinal)));
        Assert.Equal(Genesis(Chat), Genesis(Chat.Replace(",", " ,\n", StringComparison.Ordinal)));
    }

    private static string Genesis(string json) => ChatRenderer.Create(Read(json), TinyModel.Assets()).Genesis.ToString();

    private static Family Read(string json) => FamilyFile.Read(Encoding.UTF8.GetBytes(json), path => $"text of {path}");
}
