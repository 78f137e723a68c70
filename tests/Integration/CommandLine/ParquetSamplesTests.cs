using System.Text.Json;
using ParquetSharp;
using Tito.Tests.Integration.Samples;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito samples --out x.parquet</c>, read back by Apache Arrow's C++ reader.</summary>
public sealed class ParquetSamplesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Samples_OfSomeSessions_AreRowsWithWhatTheServerSays()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 9, ServedModel.Qwen3.Recording(new(Layers: 2, TopK: 3, Additive: false)), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var expected = new List<(string Id, SamplesFile File)>();
        foreach (var id in new[] { "a", "b" })
        {
            await client.OpenAsync($$"""{"id":"{{id}}"{{(id == "a" ? ",\"group\":\"g\",\"metadata\":{\"k\":\"Zürich\"}" : "")}}}""");
            var talk = new Conversation().User($"What is the weather in Zürich, {id}?");
            talk.GoOn(await client.TakeAsync(id, talk.BodyWithTools()));
            await client.TakeAsync(id, talk.BodyWithTools());
            await client.PostAsync("sessions/a/turns/1/annotate", """{"reward":-0.5}""");
            expected.Add((id, SamplesFile.Read(await client.PostAsync($"sessions/{id}/samples", "{}"))));
        }

        await client.PostAsync("sessions/a/close", """{"reward":0.1}""");
        await client.OpenAsync("""{"id":"c"}""");
        var path = _folder.File("x.parquet");

        var end = await TitoCommand.RunAsync("", "samples", "--url", server.Root.ToString(), "--out", path);

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.StartsWith($"2 samples of 3 sessions in {path} (", end.Output, StringComparison.Ordinal);
        using var rows = new ParquetRows(path);
        Assert.Equal(["a", "b"], rows.Read<string>("session_id"));
        Assert.Equal([0, 0], rows.Read<int>("sample"));
        Assert.Equal(["g", null], rows.Read<string?>("group"));
        Assert.Equal(["""{"k":"Zürich"}""", null], rows.Read<string?>("session_metadata"));
        Assert.Equal([0.1, null], rows.Read<double?>("reward"));
        Assert.Equal([null, -0.5], rows.Read<double?[]>("turn_rewards")[0]);
        Assert.Equal([2, 2], rows.Read<int?>("routed_experts_layers"));
        Assert.Equal([3, 3], rows.Read<int?>("routed_experts_top_k"));
        var lines = (await client.GetAsync("samples")).Text.Split('\n').Take(2).Select(line => JsonElement.Parse(line)).ToList();
        foreach (var (index, (_, file)) in expected.Index())
        {
            Assert.Equal(file.Tensors["tokens.0"].Longs, rows.Read<int[]>("tokens")[index].Select(id => (long)id));
            Assert.Equal(file.Tensors["loss_mask.0"].Bytes.ToArray(), rows.Read<byte[]>("loss_mask")[index]);
            Assert.Equal(file.Tensors["rollout_log_probs.0"].Doubles, rows.Read<double[]>("rollout_log_probs")[index]);
            Assert.Equal(file.Tensors["rollout_routed_experts.0"].Bytes.ToArray(), rows.Read<int[]>("rollout_routed_experts")[index].SelectMany(BitConverter.GetBytes));
            AssertSays(rows, index, lines[index]);
        }
    }

    [Fact]
    public async Task Samples_OfNoSession_AreAFileWithoutRows()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        var path = _folder.File("x.parquet");

        var end = await TitoCommand.RunAsync("", "samples", "--url", server.Root.ToString(), "--out", path);

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        using var rows = new ParquetRows(path);
        Assert.Empty(rows.Read<int[]>("tokens"));
        Assert.Empty(rows.Read<string>("metadata"));
    }

    private static void AssertSays(ParquetRows rows, int index, JsonElement line)
    {
        var sample = line.GetProperty("samples")[0];
        var turns = sample.GetProperty("metadata").GetProperty("tito_turns").EnumerateArray().ToList();
        Assert.Equal(turns.Select(turn => turn.GetProperty("turn").GetInt32()), rows.Read<int[]>("turn_ids")[index]);
        Assert.Equal(turns.Select(turn => turn.GetProperty("start").GetInt32()), rows.Read<int[]>("turn_starts")[index]);
        Assert.Equal(turns.Select(turn => turn.GetProperty("end").GetInt32()), rows.Read<int[]>("turn_ends")[index]);
        Assert.Equal(sample.GetProperty("response").GetString(), rows.Read<string>("response")[index]);
        Assert.Equal(sample.GetProperty("response_length").GetInt32(), rows.Read<int>("response_length")[index]);
        Assert.Equal(sample.GetProperty("status").GetString(), rows.Read<string>("status")[index]);
        Assert.Equal(line.GetProperty("state").GetString(), rows.Read<string>("state")[index]);
        Assert.Equal(sample.GetProperty("weight_versions").EnumerateArray().Select(version => version.GetString()!), rows.Read<string[]>("weight_versions")[index]);
        Assert.Equal(sample.GetProperty("prefix_cache_info").GetProperty("total_prompt_tokens").GetInt32(), rows.Read<int>("total_prompt_tokens")[index]);
        Assert.Equal(sample.GetProperty("prefix_cache_info").GetProperty("cached_tokens").GetInt32(), rows.Read<int>("cached_tokens")[index]);
        Assert.Equal(sample.GetProperty("metadata").GetRawText(), rows.Read<string>("metadata")[index]);
        Assert.Equal(Microseconds(line.GetProperty("created_at")), rows.Read<DateTime>("created_at")[index]);
        Assert.Equal(line.GetProperty("closed_at").ValueKind == JsonValueKind.Null ? null : Microseconds(line.GetProperty("closed_at")), rows.Read<DateTime?>("closed_at")[index]);
    }

    private static DateTime Microseconds(JsonElement time)
    {
        var utc = time.GetDateTimeOffset().UtcDateTime;
        return new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }

    /// <summary>The rows of a file, by the names of the columns.</summary>
    private sealed class ParquetRows(string path) : IDisposable
    {
        private readonly ParquetFileReader _file = new(path);

        public T[] Read<T>(string column)
        {
            var names = Enumerable.Range(0, _file.FileMetaData.NumColumns).Select(index => _file.FileMetaData.Schema.Column(index).Path.ToDotVector()[0]).ToList();
            return
            [
                .. Enumerable.Range(0, _file.FileMetaData.NumRowGroups).SelectMany(index =>
                {
                    using var group = _file.RowGroup(index);
                    using var values = group.Column(names.IndexOf(column)).LogicalReader<T>();
                    return values.ReadAll(checked((int)group.MetaData.NumRows));
                }),
            ];
        }

        public void Dispose() => _file.Dispose();
    }
}
