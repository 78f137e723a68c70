using System.Text;
using Tito.Engines.Http;

namespace Tito.Tests.Integration.Engines;

/// <summary>The examples of WHATWG, HTML, 9.2.6, and what goes beyond them; each fed whole, in every two pieces, and byte by byte.</summary>
public sealed class SseFramesTests
{
    [Theory]
    [InlineData("data: YHOO\ndata: +2\ndata: 10\n\n", "YHOO\n+2\n10")]
    [InlineData(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n", "first event|second event| third event")]
    [InlineData("data\n\ndata\ndata\n\ndata:", "|\n")]
    [InlineData("data:test\n\ndata: test\n\n", "test|test")]
    [InlineData("data: a\r\n\r\ndata: b\r\rdata: c\n\n", "a|b|c")]
    [InlineData("\uFEFFdata: a\n\n\uFEFFdata: b\n\n", "a")]
    [InlineData("retry: 1\ndataless: x\nevent: y\n\n", "")]
    [InlineData("data: 日本👩\n\ndata: incomplete\n", "日本👩")]
    public void Take_WhereverTheStreamIsCut_GivesTheSameEvents(string stream, string events)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);

        for (var cut = 0; cut < bytes.Length; cut++)
        {
            Assert.Equal(events, string.Join('|', Read(bytes[..cut], bytes[cut..])));
        }

        Assert.Equal(events, string.Join('|', Read([.. bytes.Select(value => new[] { value })])));
    }

    [Theory]
    [InlineData("data: 12345", true)]
    [InlineData("data: 1234\n", false)]
    [InlineData("data: 1\ndata: 2\ndata: 3\ndata: 4\ndata: 5\ndata: 6\n", true)]
    public void Take_WhenAnEventIsLongerThanTheLimit_Refuses(string stream, bool refused)
    {
        var error = Record.Exception(() => new SseFrames(10).Take(Encoding.UTF8.GetBytes(stream)));

        Assert.Equal(refused ? "A frame of the stream is longer than 10 bytes." : null, error?.Message);
    }

    private static List<string> Read(params byte[][] pieces)
    {
        using var frames = new SseFrames(1000);
        var events = new List<string>();
        foreach (var piece in pieces)
        {
            for (var at = 0; at < piece.Length;)
            {
                at += frames.Take(piece.AsSpan(at));
                if (frames.HasEvent)
                {
                    events.Add(Encoding.UTF8.GetString(frames.Data));
                }
            }
        }

        return events;
    }
}
