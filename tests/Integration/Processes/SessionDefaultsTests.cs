using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>A server whose operator decides how sessions are opened, and what its log says of a restart.</summary>
public sealed class SessionDefaultsTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ring", "takes reference, or a JSON object of session settings, as {\"policy\":\"tree\"}.")]
    [InlineData("""{"policy":"ring"}""", "as {\"policy\":\"tree\"}; policy: must be \"linear\" or \"tree\".")]
    [InlineData("""{"colour":1}""", "; colour: is not a setting; there are policy, ")]
    [InlineData("""{"altered":true}""", "; altered: must be \"refuse\" or \"branch\".")]
    public async Task Server_WithDefaultsThatAreNone_EndsWith2AndOneLine(string value, string message)
    {
        using var data = new TempFolder();
        var end = await ProgramRun.RunAsync(
            BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--session-defaults", value, "--data", data.Path], "", Ends);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.StartsWith("tito: --session-defaults (or TITO_SESSION_DEFAULTS) takes ", end.Error, StringComparison.Ordinal);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Single(end.Error.Trim().Split('\n'));
    }

    /// <summary>The reference starts over where a message differs; the log says how much is lost, and nothing of what was said.</summary>
    [Fact]
    public async Task Server_WithTheReferencesDefaults_StartsOverAndSaysSoInItsLog()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(7, Ends);
        using var data = new TempFolder();
        using var server = ProgramRun.Start(
            BuiltProgram.Server,
            ["--engine", simulation.BaseAddress.AbsoluteUri, "--port", "0", "--data", data.Path],
            ("TITO_SESSION_DEFAULTS", "reference"));
        using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);
        var (session, strict) = (await client.OpenAsync(), await client.OpenAsync("""{"altered":"refuse"}"""));
        var altered = new Conversation().User("Say the secret word.").Assistant("Another secret.").User("Again.").Body();
        await client.TakeAsync(session, new Conversation().User("Say the secret word.").Body());
        await client.TakeAsync(strict, new Conversation().User("Say the secret word.").Body());

        Assert.Equal((400, "history_mismatch"), (await client.ChatAsync(strict, altered)).Error);
        var answer = await client.TakeAsync(session, altered);

        var told = await server.WaitForAsync($"Session {session}: turn 1 left ", Ends);
        Assert.Matches("^1 turns with [0-9]+ sampled tokens behind \\(altered\\)\\.$", told.Trim());
        Assert.Matches("^turns=1; tokens=[0-9]+; reason=altered$", answer.Headers["x-tito-left-behind"]);
        server.Kill();
    }

    /// <summary>What a session had sampled is prompt in the one that is opened in its place, whichever request finds it gone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_ThatOpensASessionInTheMiddleOfAConversation_SaysSoInItsLog(bool isCountedFirst)
    {
        await using var simulation = await SimulatedServer.SimulateAsync(7, Ends);
        using var data = new TempFolder();
        using var server = ProgramRun.Start(
            BuiltProgram.Server,
            ["--engine", simulation.BaseAddress.AbsoluteUri, "--port", "0", "--data", data.Path, "--implicit-sessions", "header"]);
        using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);
        client.Headers.Add("x-tito-session", "fresh");
        await client.PostAsync("v1/chat/completions", new Conversation().User("Say the secret word.").Body());
        client.Headers.Remove("x-tito-session");
        client.Headers.Add("x-tito-session", "run-1");
        if (isCountedFirst)
        {
            await client.PostAsync("v1/messages/count_tokens", """{"model":"m","messages":[{"role":"user","content":"u"}]}""");
        }

        var body = new Conversation().User("Say the secret word.").Assistant("Plumbago.").User("Again.").Body();
        Assert.Equal(200, (int)(await client.PostAsync("v1/chat/completions", body)).Status);

        // The first line of all: the session before it began with a question.
        var told = await server.WaitForAsync("Tito.Restarts[", Ends);
        Assert.Contains(
            "] Session run-1 is opened by a request with 1 assistant messages that were not sampled in it.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Plumbago", told, StringComparison.Ordinal);
        server.Kill();
    }
}
