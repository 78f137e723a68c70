using System.Text.Json;
using Tito.Tests.Integration.Samples;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito samples</c>, as a process over a server's sessions.</summary>
public sealed class SamplesCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Samples_OfTwoSessions_AreInBothFilesToTheLastBit()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 9, ServedModel.Qwen3.Recording(new(Layers: 2, TopK: 3, Additive: false)), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var expected = new List<SamplesFile>();
        foreach (var id in new[] { "a", "b" })
        {
            await client.OpenAsync($$"""{"id":"{{id}}","group":"g"}""");
            var talk = new Conversation().User($"What is the weather in Zürich, {id}?");
            talk.GoOn(await client.TakeAsync(id, talk.BodyWithTools()));
            await client.TakeAsync(id, talk.BodyWithTools());
            expected.Add(SamplesFile.Read(await client.PostAsync($"sessions/{id}/samples", "{}")));
        }

        await client.OpenAsync("""{"id":"c"}""");
        var lines = _folder.File("x.jsonl");
        var tensors = _folder.File("x.safetensors");

        var first = await TitoCommand.RunAsync("", "samples", "--url", server.Root.ToString(), "--out", lines, "--group", "g");
        var second = await TitoCommand.RunAsync("", "samples", "--url", server.Root.ToString(), "--out", tensors);

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.StartsWith($"2 samples of 2 sessions in {lines} (", first.Output, StringComparison.Ordinal);
        Assert.StartsWith($"2 samples of 3 sessions in {tensors} (", second.Output, StringComparison.Ordinal);
        var told = (await client.GetAsync("samples?group=g")).Text;
        Assert.Equal(told[..(told.TrimEnd('\n').LastIndexOf('\n') + 1)], await File.ReadAllTextAsync(lines, Ends));
        var file = new SamplesFile(SafetensorsReader.Read(await File.ReadAllBytesAsync(tensors, Ends)));
        foreach (var (index, one) in expected.Index())
        {
            foreach (var name in new[] { "tokens", "loss_mask", "rollout_log_probs", "rollout_routed_experts" })
            {
                var (want, got) = (one.Tensors[$"{name}.0"], file.Tensors[$"{name}.{index}"]);
                Assert.Equal(want.DType, got.DType);
                Assert.Equal(want.Shape, got.Shape);
                Assert.Equal(want.Bytes.ToArray(), got.Bytes.ToArray());
            }

            var sample = file.Samples[index];
            Assert.Equal(one.Samples[0].EnumerateObject().Select(field => field.Name).Order(), sample.EnumerateObject().Select(field => field.Name).Where(name => name != "session_id").Order());
            Assert.All(one.Samples[0].EnumerateObject(), field => Assert.True(JsonElement.DeepEquals(field.Value, sample.GetProperty(field.Name)), field.Name));
        }

        Assert.Equal(["a", "b"], file.Samples.Select(sample => sample.GetProperty("session_id").GetString()));
        Assert.Equal(
            ["a", "b", "c"],
            file.Meta.GetProperty("session_metadata").GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("session_id").GetString()));
    }

    [Theory]
    [InlineData("x.csv", "http://127.0.0.1:1", "takes a file that ends with .jsonl, .safetensors or .parquet")]
    [InlineData("x.jsonl", "ftp://x", "takes the address of a server")]
    [InlineData("x.jsonl", "http://127.0.0.1:1", "refused")]
    public async Task Samples_ThatCannotBeFetched_AreOneLineAndLeaveNoFile(string file, string address, string reason)
    {
        var end = await TitoCommand.RunAsync("", "samples", "--url", address, "--out", _folder.File(file));

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Contains(reason, Assert.Single(end.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("--metadata", "epoch")]
    [InlineData("--metadata", "=3")]
    public async Task Samples_WithMetadataThatIsNoPair_SaysWhatItTakes(string option, string value)
    {
        var end = await TitoCommand.RunAsync("", "samples", "--url", "http://127.0.0.1:1", "--out", _folder.File("x.jsonl"), option, value);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("a name and its text, as epoch=3", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_WithMetadataAndRewards_AreThoseThatHaveThem()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"a","metadata":{"epoch":"3","task":"x=y & z"},"reward":1}""");
        await client.OpenAsync("""{"id":"b","metadata":{"epoch":"3"},"reward":1}""");
        await client.OpenAsync("""{"id":"c","metadata":{"epoch":"3","task":"x=y & z"},"reward":-1}""");
        var file = _folder.File("x.jsonl");

        var end = await TitoCommand.RunAsync(
            "", "samples", "--url", server.Root.ToString(), "--out", file, "--metadata", "epoch=3", "--metadata", "task=x=y & z", "--reward-min", "-0.5", "--reward-max", "1");

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Equal("a", JsonElement.Parse(Assert.Single(await File.ReadAllLinesAsync(file, Ends))).GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Samples_WithAFilterThatThereIsNot_SaysWhatTheServerSays()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);

        var end = await TitoCommand.RunAsync("", "samples", "--url", server.Root.ToString(), "--out", _folder.File("x.jsonl"), "--state", "done");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("400: state: must be of empty, complete, pending, incomplete, restarted", end.Error, StringComparison.Ordinal);
    }
}
