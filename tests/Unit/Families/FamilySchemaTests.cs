using System.Text.Json;
using Tito.Core.Families;
using Tito.Tests.Unit.Repository;

namespace Tito.Tests.Unit.Families;

/// <summary>docs/schemas/family.schema.json says what the reader says.</summary>
public sealed class FamilySchemaTests
{
    private static readonly JsonElement Schema = JsonElement.Parse(RepositoryTree.Read("docs/schemas/family.schema.json").Text);

    public static TheoryData<string> Accepted => FamilyFileCases.Accepted;

    public static TheoryData<string, string> Refused => FamilyFileCases.Refused;

    [Fact]
    public void Schema_HasEachPropertyAndRuleOfTheReaderAndNoOther()
    {
        Assert.Equal(FamilyFile.Properties.Order(), Names(Schema).Order());
        Assert.Equal(
            BoundaryRuleReader.Rules.Select(rule => $"{rule.Key}: {string.Join(' ', rule.Value)}"),
            Schema.GetProperty("properties").GetProperty("boundary").GetProperty("oneOf").EnumerateArray().Select(rule =>
                $"{rule.GetProperty("properties").GetProperty("rule").GetProperty("enum")[0]}: {string.Join(' ', Names(rule).Skip(1))}"));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Schema_OfWhatTheReaderTakes_TakesIt(string json) => Assert.Null(JsonSchema.Violation(Schema, JsonElement.Parse(json)));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Schema_OfWhatTheReaderRefuses_RefusesIt(string json, string place) =>
        Assert.True(JsonSchema.Violation(Schema, JsonElement.Parse(json)) is not null, $"the schema takes a file that the reader refuses at {place}");

    [Fact]
    public void Guide_ExampleFile_IsTakenByTheSchemaAndTheReader()
    {
        var guide = RepositoryTree.Read("docs/onboarding.md").Text;
        var start = guide.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        var example = guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)];

        Assert.Null(JsonSchema.Violation(Schema, JsonElement.Parse(example)));
        Assert.Equal("acme", FamilyFile.Read(System.Text.Encoding.UTF8.GetBytes(example), path => path).Name);
    }

    private static IEnumerable<string> Names(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
}
