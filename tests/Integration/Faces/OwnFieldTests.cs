using Tito.Core.Inference;
using Tito.Tests.Integration.Deferred;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>A field that an engine cannot do with, or without, has the name that the client's API has for it.</summary>
public sealed class OwnFieldTests
{
    private const string Responses = """{"model":"m","input":"u"}""";
    private const string Messages = """{"model":"m","messages":[{"role":"user","content":"u"}]}""";
    private const string Chat = Messages;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chat/completions", Chat, "max_completion_tokens", "max_completion_tokens")]
    [InlineData("responses", Responses, "max_completion_tokens", "max_output_tokens")]
    [InlineData("responses", Responses, "max_tokens", "max_output_tokens")]
    [InlineData("responses", Responses, "response_format", "text.format")]
    [InlineData("responses", Responses, "stop", "stop")]
    [InlineData("messages", Messages, "max_completion_tokens", "max_tokens")]
    [InlineData("messages", Messages, "stop", "stop_sequences")]
    [InlineData("messages", Messages, "response_format", "output_config.format")]
    [InlineData("messages", Messages, "stop_token_ids", "stop_token_ids")]
    public async Task Turn_OfAFieldThatTheEngineRefuses_NamesItAsTheApiDoes(string route, string body, string field, string own)
    {
        await using var server = await TestServer.StartAsync(Refusing(field), Ends);
        using var client = new SessionClient(server.Root, Ends);

        var answer = await client.PostAsync($"sessions/{await client.OpenAsync()}/v1/{route}", body);

        Assert.Equal((400, own, $"{own} must be given."), ((int)answer.Status, answer.Param, answer.Message));
    }

    /// <summary>What is stored of it has the name already: a look does not know the API.</summary>
    [Fact]
    public async Task ParkedTurn_OfAFieldThatTheEngineRefuses_NamesItAsTheApiDoes()
    {
        await using var server = await TestServer.StartAsync(Refusing("max_completion_tokens"), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        client.Headers.Add("Prefer", "respond-async");
        client.Headers.Add("Idempotency-Key", "k");

        Assert.Equal(202, (int)(await client.PostAsync($"sessions/{session}/v1/responses", Responses)).Status);
        var answer = await client.UntilAsync(session, "k", Ends);

        Assert.Equal(
            (400, "max_output_tokens", "max_output_tokens must be given."), ((int)answer.Status, answer.Param, answer.Message));
    }

    private static ScriptedEngine Refusing(string field) =>
        new ScriptedEngine(ServedModel.Tokenizer).Ends(new InferenceOutcome.Unserved(field, "must be given."));
}
