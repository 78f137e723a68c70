using System.Net;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>A server that looks at its engine before the first turn.</summary>
public sealed class EngineStartTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_WithAuto_SaysWhatItFoundAndTakesTurns()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(7, Ends);
        using var data = new TempFolder();
        using var server = ProgramRun.Start(
            BuiltProgram.Server, ["--engine", $"auto+{simulation.BaseAddress.AbsoluteUri}", "--port", "0", "--data", data.Path]);

        var found = await server.WaitForAsync($"The engine at {simulation.BaseAddress.GetLeftPart(UriPartial.Authority)} is SGLang ", Ends);
        Assert.Contains(", spoken to as sglang: model simulated, tokenizer ", found, StringComparison.Ordinal);
        using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);
        var session = await client.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.TakeAsync(session, new Conversation().User("Hi").BodyWithTools())).Status);

        var refused = await client.ChatAsync(await client.OpenAsync(), """{"messages":[{"role":"user","content":"u"}],"top_logprobs":5}""");
        Assert.Equal(((400, "invalid_request"), "top_logprobs"), (refused.Error, refused.Param));
        server.Kill();
    }

    [Fact]
    public async Task Server_WhenTheEngineHasAnotherTokenizer_EndsWith2AndSaysWhere()
    {
        await using var engine = await EngineDouble.StartAsync(500, "{}");
        engine.Routes["POST /tokenize"] = """{"tokens":[1,2,3]}""";
        using var data = new TempFolder();

        var end = await ProgramRun.RunAsync(
            BuiltProgram.Server, ["--engine", $"sglang+{engine.BaseAddress.AbsoluteUri}", "--port", "0", "--data", data.Path], "", Ends);

        Assert.Equal(2, end.ExitCode);
        Assert.StartsWith("tito: The engine at http://127.0.0.1:", end.Error, StringComparison.Ordinal);
        Assert.Contains(" has another tokenizer: token 0 of a text for comparison is 1 there and ", end.Error, StringComparison.Ordinal);
    }
}
