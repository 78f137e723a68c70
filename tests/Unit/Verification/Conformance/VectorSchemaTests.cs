using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Conformance;
using Tito.Tests.Unit.Families;
using Tito.Tests.Unit.Repository;

namespace Tito.Tests.Unit.Verification.Conformance;

/// <summary>docs/schemas/conformance-vector.schema.json, the reader and the vectors say the same.</summary>
public sealed class VectorSchemaTests
{
    private const string Folder = "tests/Golden/corpus/conformance/";

    private static readonly JsonElement Schema = JsonElement.Parse(RepositoryTree.Read("docs/schemas/conformance-vector.schema.json").Text);

    [Fact]
    public void Vectors_OfTheCorpus_AreTakenByTheSchemaAndTheReader()
    {
        var files = RepositoryTree.Files.Where(file => file.StartsWith(Folder, StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal))
            .Where(file => !file.StartsWith(Folder + "models/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var text = RepositoryTree.Read(file).Text;
            Assert.Null(JsonSchema.Violation(Schema, JsonElement.Parse(text)));
            Assert.Equal($"{Folder}{VectorReader.Read(System.Text.Encoding.UTF8.GetBytes(text)).Name}.json", file);
        });
    }

    [Fact]
    public void Words_OfTheSchemaAndThePage_AreTheReaders()
    {
        var words = Enum.GetValues<VectorNeed>().Select(need => WireName.Of(need)).ToList();
        var page = RepositoryTree.Read("docs/conformance.md").Text;

        Assert.Equal(
            words, Schema.GetProperty("properties").GetProperty("needs").GetProperty("items").GetProperty("enum").EnumerateArray().Select(word => word.GetString()!));
        Assert.All(words, word => Assert.Contains($"| `{word}` |", page, StringComparison.Ordinal));
    }
}
