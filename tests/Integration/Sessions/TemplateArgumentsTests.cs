using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

public sealed class TemplateArgumentsTests
{
    private static readonly Lazy<SessionModel> NotThinking = new(() =>
        SessionModel.Load(FamilyRegistry.Find("qwen3")!, AssetFolder.Load(null), JsonElement.Parse("""{"enable_thinking":false}""")));

    [Theory]
    [InlineData("", false)]
    [InlineData(""","chat_template_kwargs":{"enable_thinking":true}""", true)]
    public async Task Chat_WithTemplateArguments_LetsTheRequestsWinInThePromptAndTowardTheEngine(string arguments, bool thinking)
    {
        var ends = TestContext.Current.CancellationToken;
        var engine = new RecordingEngine(new ScriptedEngine(ServedModel.Tokenizer).Says("a1"));
        await using var server = await TestServer.StartAsync(engine, NotThinking.Value, TestServer.Options, ends);
        using var client = new SessionClient(server.Root, ends);

        await client.TakeAsync(await client.OpenAsync(), $$"""{"messages":[{"role":"user","content":"u"}]{{arguments}}}""");

        var request = Assert.Single(engine.Requests);
        var prompt = ServedModel.Tokenizer.Decode(request.Prompt.Ids.AsSpan(), skipSpecialTokens: false);
        Assert.Equal(thinking, request.Conversation.Arguments!.Value.GetProperty("enable_thinking").GetBoolean());
        Assert.Equal(!thinking, prompt.EndsWith("<think>\n\n</think>\n\n", StringComparison.Ordinal));
    }
}
