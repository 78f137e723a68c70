using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What stored lines say after they were written and read, and rows that never heard of lines.</summary>
public sealed class SessionLineJsonTests
{
    [Theory]
    [InlineData("{}", null, null, null)]
    [InlineData("""{"line":"s"}""", "s", null, null)]
    [InlineData("""{"line":"s/a","line_parent":"s"}""", "s/a", "s", null)]
    [InlineData("""{"line_kind":"title"}""", null, null, LineKind.Title)]
    [InlineData("""{"line":"s","line_kind":"compaction"}""", "s", null, LineKind.Compaction)]
    public void Read_OfWhatWasWritten_IsTheLine(string json, string? id, string? parent, LineKind? kind)
    {
        var line = SessionLineJson.Read(JsonElement.Parse(json));

        Assert.Equal((id, parent, kind), (line?.Id, line?.Parent, line?.Kind));
        Assert.Equal(json, Written(line));
    }

    [Theory]
    [InlineData("s", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    public void IsId_OfVisibleAscii_IsTrue(string text, bool expected) => Assert.Equal(expected, SessionLine.IsId(text));

    [Fact]
    public void OfText_OfWhatWasWritten_IsTheLine()
    {
        var line = new SessionLine("s", "m", LineKind.Title);

        Assert.Equal(line, SessionLineJson.OfText(SessionLineJson.ToText(line)));
        Assert.Null(SessionLineJson.OfText("""{"line":1,"line_kind":null}"""));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("")]
    public void OfText_OfAnythingElse_IsAFormatError(string text) => Assert.Throws<FormatException>(() => SessionLineJson.OfText(text));

    private static string Written(SessionLine? line)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            SessionLineJson.Write(json, line);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
