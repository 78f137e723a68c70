using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Sessions;

/// <summary>Proof that level 3 bites: a server that decodes its history and encodes it again is stopped before the engine is asked.</summary>
public sealed class RetokenizingTests
{
    [Fact]
    public async Task Chat_WhenTheServerTokenizesItsHistoryAgain_FailsAtLevel3AndRecordsNothing()
    {
        var ends = TestContext.Current.CancellationToken;
        var model = ServedModel.Qwen3.With(new RetokenizingSplicer(ServedModel.Qwen3.Splicer, ServedModel.Tokenizer));
        await using var server = await SimulatedServer.StartAsync(seed: 7, model, ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await client.OpenAsync();
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich?");
        talk.GoOn(await client.TakeAsync(session, talk.BodyWithTools()));
        var before = await client.ViewAsync(session);

        var broken = await client.ChatAsync(session, talk.BodyWithTools());

        Assert.Equal((500, "prefix_mismatch"), broken.Error);
        var (index, stored, found) = FirstLoss(before.Ids);
        Assert.Equal(
            $"Level 3 (tokens): the prompt leaves the {before.Ids.Length} stored tokens at index {index}: "
            + $"expected {stored} {Quoted(stored)}, found {found} {Quoted(found)}. Nothing was sent to the engine.",
            broken.Message);
        Assert.Single(server.Engine.Requests);
        Assert.Equal(before.Text, (await client.ViewAsync(session)).Text);
    }

    /// <summary>The first token that is lost when the text of the tokens is encoded again.</summary>
    private static (int Index, int Stored, int Found) FirstLoss(ImmutableArray<int> stored)
    {
        var again = ServedModel.Tokenizer.Encode(ServedModel.Tokenizer.Decode(stored.AsSpan(), skipSpecialTokens: false), SpecialTokens.Parse);
        var index = Enumerable.Range(0, stored.Length).First(i => stored[i] != again[i]);
        return (index, stored[index], again[index]);
    }

    private static string Quoted(int id) =>
        $"\"{JsonEncodedText.Encode(ServedModel.Tokenizer.GetPiece(id), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
