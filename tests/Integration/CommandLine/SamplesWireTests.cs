using System.Net;
using System.Text;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.Samples;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>What <c>tito samples</c> sends to a server, and what it takes from one.</summary>
public sealed class SamplesWireTests : IDisposable
{
    private const string End = """{"end":{"sessions":1}}""";

    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>What a turn was asked for stands in a line of samples some levels deeper than in the request.</summary>
    [Fact]
    public async Task Samples_OfATurnWhoseRequestNestsAsDeepAsItMay_Come()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 1, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"a"}""");
        var deep = new string('[', 62) + new string(']', 62);
        await client.TakeAsync("a", $$$"""{"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_object","x":{{{deep}}}}}""");
        await client.OpenAsync("""{"id":"b"}""");
        var file = _folder.File("x.jsonl");

        var end = await TitoCommand.RunAsync("", "samples", "--url", server.Root.ToString(), "--out", file);

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        var lines = await File.ReadAllLinesAsync(file, Ends);
        Assert.Equal(2, lines.Length);
        Assert.Contains(deep, lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--key", "k", "--functions-key", "f")]
    [InlineData]
    public async Task Samples_WithKeys_SendBoth(params string[] options)
    {
        var (root, asked) = Answer("""{"session_id":"a","samples":[]}""", End);

        var end = await TitoCommand.RunAsync("", ["samples", "--url", root, "--out", _folder.File("x.jsonl"), .. options]);

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        var headers = (await asked).Headers;
        Assert.Equal(options.Length == 0 ? (null, null) : ("Bearer k", "f"), (headers["Authorization"], headers["x-functions-key"]));
    }

    /// <summary>A limit that cut all away can be changed; that nothing was recorded cannot.</summary>
    [Theory]
    [InlineData("all_truncated", "no_records", "all_truncated")]
    [InlineData("no_records", "no_agent", "no_agent")]
    [InlineData("no_records", "no_records", "no_records")]
    public async Task Samples_OfSessionsThatHaveNone_SayWhyInTheTensors(string first, string second, string expected)
    {
        var file = _folder.File("x.safetensors");
        var (root, asked) = Answer(
            $$"""{"session_id":"a","samples":[],"session_metadata":{},"empty_reason":"{{first}}"}""",
            $$"""{"session_id":"b","samples":[],"session_metadata":{},"empty_reason":"{{second}}"}""",
            """{"end":{"sessions":2}}""");

        var end = await TitoCommand.RunAsync("", "samples", "--url", root, "--out", file);

        await asked;
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Equal(expected, new SamplesFile(SafetensorsReader.Read(await File.ReadAllBytesAsync(file, Ends))).Meta.GetProperty("empty_reason").GetString());
    }

    [Fact]
    public async Task Samples_WithAWholeLineThatIsNoJson_SaysSoAndDoesNotAskAgain()
    {
        var (root, asked) = Answer("""{"session_id":"a","samples":[]}""", "<html>", End);

        var end = await TitoCommand.RunAsync("", "samples", "--url", root, "--out", _folder.File("x.jsonl"));

        await asked;
        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Equal("tito: the server sent a line that is no JSON after session a\n", end.Error);
    }

    /// <summary>A server that answers one request with lines.</summary>
    private static (string Root, Task<HttpListenerRequest> Asked) Answer(params string[] lines)
    {
        var listener = new HttpListener();
        var root = $"http://127.0.0.1:{FreePort.Take()}/";
        listener.Prefixes.Add(root);
        listener.Start();
        return (root, AnswerAsync(listener, lines));
    }

    private static async Task<HttpListenerRequest> AnswerAsync(HttpListener listener, string[] lines)
    {
        using (listener)
        {
            var context = await listener.GetContextAsync().WaitAsync(Ends);
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), Ends);
            context.Response.Close();
            return context.Request;
        }
    }
}
