using System.Text;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

public sealed class WeightSpansJsonTests
{
    [Theory]
    [InlineData("""{"weight_version_spans":[{"version":"7","start":0,"end":2},{"version":"8","start":2,"end":5}]}""", "7:0-2 8:2-5")]
    [InlineData("{}", "")]
    public void Write_OfSpans_IsTheMemberThatRowsAndSamplesHave(string expected, string spans)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            WeightSpansJson.Write(json, [.. spans.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Span)]);
            json.WriteEndObject();
        }

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes.ToArray()));

        static WeightSpan Span(string span) => span.Split(':', '-') is [var version, var start, var end]
            ? new(version, start[0] - '0', end[0] - '0')
            : throw new ArgumentException(span);
    }
}
