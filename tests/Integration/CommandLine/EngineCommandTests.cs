using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito engine</c> as a process.</summary>
public sealed class EngineCommandTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Engine_WithOptions_PlaysThem()
    {
        using var engine = ProgramRun.Start(
            BuiltProgram.CommandLine,
            [
                "engine", "--port", "0", "--wire", "sglang", "--wire", "vllm-generate", "--model-name", "m", "--incremental-streaming-output",
                "--tokens-per-frame", "2", "--fault", "refuse:every=2,status=429,retry-after=3", "--weight-version", "w", "--prefix-cache", "4096",
            ]);
        using var http = new HttpClient { BaseAddress = new(await engine.WaitForAsync("Now listening on: ", Ends)) };

        var info = JsonElement.Parse(await http.GetStringAsync(new Uri("server_info", UriKind.Relative), Ends));
        Assert.Equal(("m", "w"), (info.GetProperty("served_model_name").GetString(), info.GetProperty("weight_version").GetString()));
        Assert.True(info.GetProperty("incremental_streaming_output").GetBoolean());
        using var first = await PostAsync(http, "generate", """{"input_ids":[1,2],"stream":true,"sampling_params":{"max_new_tokens":4}}""");
        Assert.Equal(3, (await first.Content.ReadAsStringAsync(Ends)).Split("data: ", StringSplitOptions.RemoveEmptyEntries).Length);
        using var second = await PostAsync(http, "generate", """{"input_ids":[1,2]}""");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(3)), (second.StatusCode, second.Headers.RetryAfter?.Delta));
        using var other = await PostAsync(http, "v1/completions", """{"prompt":[1,2]}""");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        await engine.TerminateAsync(Ends);
        Assert.Equal(0, (await engine.EndAsync(Ends)).ExitCode);
    }

    [Theory]
    [InlineData("--wire", "grpc", "--wire takes sglang, sglang-chat, vllm, vllm-generate or all.")]
    [InlineData("--fault", "explode", "--fault takes abort, drop, half-body, refuse, error, and after a colon any of every=N")]
    [InlineData("--fault", "refuse:status=200", "--fault takes ")]
    [InlineData("--fault", "abort:after=-1", "--fault takes ")]
    [InlineData("--calling", "often", "--calling takes seeded, always, never.")]
    [InlineData("--tokens-per-frame", "0", "--tokens-per-frame takes a whole number from 1 to ")]
    [InlineData("--experts", "3", "--experts takes LAYERSxTOPK")]
    [InlineData("--family", "glm45", "")]
    public async Task Engine_WithAnOptionThatIsNone_EndsWith2AndOneLine(string option, string value, string message)
    {
        var end = await TitoCommand.RunAsync("", "engine", "--port", "0", option, value);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.StartsWith("tito: " + message, end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Engine_EachOptionOfItsHelp_IsOnItsPage()
    {
        var help = (await TitoCommand.RunAsync("", "engine", "--help")).Output;
        var pages = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "simulated-engine.md"), Ends)
            + await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "cli.md"), Ends);

        var options = Regex.Matches(help, "--[a-z][a-z-]+").Select(match => match.Value).Distinct().Where(option => option != "--help").ToList();
        Assert.InRange(options.Count, 20, 25);
        Assert.All(options, option => Assert.Contains($"`{option}", pages, StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http.PostAsync(new Uri(path, UriKind.Relative), content, Ends);
    }
}
