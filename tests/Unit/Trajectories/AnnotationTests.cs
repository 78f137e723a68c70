using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What a client says of a turn or of a session: metadata and a reward.</summary>
public sealed class AnnotationTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"metadata":{"a":"b"}}""")]
    [InlineData("""{"reward":-0.5}""")]
    [InlineData("""{"metadata":{"a":"b","c":""},"reward":2}""")]
    public void Read_OfWhatWasWritten_IsWhatWasSaid(string json)
    {
        var said = Annotation.Read(JsonElement.Parse(json));

        Assert.Equal(json, JsonBytes.Text(writer =>
        {
            writer.WriteStartObject();
            said.WriteMembers(writer);
            writer.WriteEndObject();
        }));
        Assert.Equal(json.Contains("reward", StringComparison.Ordinal), said.Reward is not null);
        Assert.Equal(json.Contains("metadata", StringComparison.Ordinal), said.Metadata is not null);
    }

    [Fact]
    public void Read_OfNulls_SaysNothing() =>
        Assert.Equal(Annotation.None, Annotation.Read(JsonElement.Parse("""{"metadata":null,"reward":null}""")));

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("1", "body")]
    [InlineData("null", "body")]
    [InlineData("""{"reward":"1"}""", "reward")]
    [InlineData("""{"reward":true}""", "reward")]
    [InlineData("""{"reward":1e999}""", "reward")]
    [InlineData("""{"reward":-1e999}""", "reward")]
    [InlineData("""{"metadata":1}""", "metadata")]
    [InlineData("""{"metadata":{"a":"\ud800"}}""", "metadata")]
    [InlineData("""{"score":1}""", "score")]
    public void Read_OfAnythingElse_NamesTheMember(string json, string param) =>
        Assert.StartsWith(param, Assert.Throws<MessageException>(() => Annotation.Read(JsonElement.Parse(json))).Param, StringComparison.Ordinal);

    /// <summary>
    /// A control character takes six characters in JSON: five texts of 512 of them and one of 163 with three letters come to 16,384.
    /// </summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void ReadSaid_OfLongMetadata_TakesWhatAStoreKeepsAndAStoreReadsMore(int letters, bool isTaken)
    {
        var texts = Enumerable.Repeat(new string('\u0001', 512), 5).Append(new string('\u0001', 163) + new string('x', letters));
        var json = JsonElement.Parse(new JsonObject(texts.Select((text, i) => KeyValuePair.Create($"{i}", (JsonNode?)text))).ToJsonString());

        Assert.Equal(letters == 3 ? 16_384 : 16_385, Labels.Read(json)!.ToText().Length);
        if (isTaken)
        {
            Assert.Equal(6, Labels.ReadSaid(json)!.Items.Count);
        }
        else
        {
            Assert.Equal("metadata", Assert.Throws<MessageException>(() => Labels.ReadSaid(json)).Param);
            var settings = $$"""{"metadata":{{json.GetRawText()}}}""";
            Assert.Equal("metadata", Assert.Throws<MessageException>(() => SessionSettingsJson.Read(JsonElement.Parse(settings))).Param);
            Assert.Equal(6, SessionSettingsJson.ReadStored(JsonElement.Parse(settings)).Metadata!.Items.Count);
        }
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("""{"a":"1"}""", null, """{"a":"1"}""")]
    [InlineData(null, """{"a":"1"}""", """{"a":"1"}""")]
    [InlineData("""{"a":"1","b":"1"}""", """{"b":"2","c":"2"}""", """{"a":"1","b":"2","c":"2"}""")]
    public void Over_OfTwo_HasTheLaterTextOfEachName(string? earlier, string? later, string? expected) =>
        Assert.Equal(expected, Labels.Over(Parse(earlier), Parse(later))?.ToText());

    [Theory]
    [InlineData("""{"a":"1","b":"2"}""", """{"b":"2","a":"1"}""", true)]
    [InlineData("""{"a":"1"}""", """{"a":"2"}""", false)]
    [InlineData("""{"a":"1"}""", """{"b":"1"}""", false)]
    public void GetHashCode_OfTwo_TellsNamesAndTextsApart(string one, string other, bool areSame)
    {
        Assert.Equal(areSame, Parse(one)!.Equals(Parse(other)));
        Assert.Equal(areSame, Parse(one)!.GetHashCode() == Parse(other)!.GetHashCode());
    }

    private static Labels? Parse(string? json) => json is null ? null : Labels.Read(JsonElement.Parse(json));
}
