using System.Text.Json;
using ParquetSharp;
using Tito.Core.Tokens;
using Tito.Tests.Integration.Samples;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito samples</c> over sessions of which one cannot be read: each file says which, and why.</summary>
public sealed class FailedSamplesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Samples_AsJsonLines_HaveTheLineOfTheFailedSession()
    {
        var (end, path, told) = await RunAsync("jsonl", hasTurn: true, hasEmpty: false);

        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith($"1 samples of 1 sessions in {path} (", end.Output, StringComparison.Ordinal);
        Assert.EndsWith("; 1 failed\n", end.Output, StringComparison.Ordinal);
        Assert.StartsWith("tito: b: session_not_found: ", end.Error, StringComparison.Ordinal);
        Assert.Equal(told[..2], await File.ReadAllLinesAsync(path, Ends));
        Assert.Equal("session_not_found", Code(JsonElement.Parse(told[1])));
    }

    [Theory]
    [InlineData(true, false, null)]
    [InlineData(false, true, "no_records")]
    [InlineData(false, false, "all_failed")]
    public async Task Samples_AsTensors_SayWhetherAllSessionsFailed(bool hasTurn, bool hasEmpty, string? reason)
    {
        var (end, path, _) = await RunAsync("safetensors", hasTurn, hasEmpty);

        Assert.Equal(1, end.ExitCode);
        var meta = new SamplesFile(SafetensorsReader.Read(await File.ReadAllBytesAsync(path, Ends))).Meta;
        Assert.Equal(reason, meta.GetProperty("empty_reason").GetString());
        var failed = Assert.Single(
            meta.GetProperty("session_metadata").GetProperty("sessions").EnumerateArray(), session => session.TryGetProperty("error", out _));
        Assert.Equal(("b", "session_not_found"), (failed.GetProperty("session_id").GetString(), Code(failed)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Samples_AsParquet_NameTheFailedSessionInTheFilesMetadata(bool hasTurn)
    {
        var (end, path, told) = await RunAsync("parquet", hasTurn, hasEmpty: false);

        Assert.Equal(1, end.ExitCode);
        using var file = new ParquetFileReader(path);
        Assert.Equal(hasTurn ? 1 : 0, file.FileMetaData.NumRows);
        Assert.Equal($"[{told[^2]}]", file.FileMetaData.KeyValueMetadata["tito.failed"]);
    }

    private static string? Code(JsonElement line) => line.GetProperty("error").GetProperty("code").GetString();

    /// <summary>Session <c>b</c> is of another model; the lines are those of the server, with its last one.</summary>
    private async Task<(ProgramResult End, string Path, string[] Told)> RunAsync(string format, bool hasTurn, bool hasEmpty)
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("one"), Ends);
        using var client = new SessionClient(server.Root, Ends);
        if (hasTurn)
        {
            await client.OpenAsync("""{"id":"a"}""");
            await client.TakeAsync("a", new Conversation().User("Hello").Body());
        }

        if (hasEmpty)
        {
            await client.OpenAsync("""{"id":"c"}""");
        }

        var (genesis, at) = (Digest.FromBytes(new byte[32]), DateTimeOffset.UnixEpoch);
        await server.Journal.CreateAsync(
            new() { SessionId = "b", Family = "qwen3", Settings = new(), Genesis = genesis, Tip = genesis, CreatedAt = at, LastUsedAt = at }, Ends);
        var path = _folder.File($"x.{format}");
        var end = await TitoCommand.RunAsync("", "samples", "--url", server.Root.ToString(), "--out", path);
        return (end, path, (await client.GetAsync("samples")).Text.TrimEnd('\n').Split('\n'));
    }
}
