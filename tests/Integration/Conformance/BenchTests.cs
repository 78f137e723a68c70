using System.Text.Json;
using Tito.Engines;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.CommandLine;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Conformance;

/// <summary><c>tito bench</c>, short: what it measures, not how much.</summary>
public sealed class BenchTests
{
    [Fact]
    public async Task Bench_OfOurs_MeasuresTurnsRatesAndMemory()
    {
        ThisProcess.Only("its engine is the command's.");
        var port = FreePort.Take();
        using var client = EngineRegistry.Create("sglang-chat", new() { BaseAddress = new($"http://127.0.0.1:{port}") }, TimeProvider.System);
        await using var server = await TestServer.StartAsync(client, TestContext.Current.CancellationToken);

        var end = await TitoCommand.RunAsync(
            "", "bench", "--url", server.Root.AbsoluteUri, "--engine-port", $"{port}", "--turns", "2", "--seconds", "0.3",
            "--pid", $"{Environment.ProcessId}", "--json");

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        var measured = JsonElement.Parse(end.Lines.Single());
        Assert.Equal([8, 32, 128], measured.GetProperty("contexts").EnumerateArray().Select(context => context.GetProperty("tokens").GetInt32() / 1024));
        Assert.Equal([1, 32, 256], measured.GetProperty("sessions").EnumerateArray().Select(rate => rate.GetProperty("sessions").GetInt32()));
        Assert.All(measured.GetProperty("sessions").EnumerateArray(), rate => Assert.Equal(0, rate.GetProperty("failed").GetInt32()));
        Assert.True(measured.GetProperty("memory").GetProperty("after_bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task Bench_WithAKillAndNoProcess_IsRefused()
    {
        var end = await TitoCommand.RunAsync("", "bench", "--url", "http://127.0.0.1:1", "--restart-command", "true");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("pid", end.Error, StringComparison.Ordinal);
    }
}
