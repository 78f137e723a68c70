using Tito.Tests.Integration.Streams;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>Responses that are cancelled, or were to be deleted.</summary>
public sealed class CancelResponseTests
{
    private const string Body = """{"model":"m","input":"u"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_OfAResponseUnderWay_GivesItUpAndLeavesTheOthers(bool takesAborts)
    {
        await using var session = await LiveSession.OpenAsync("""{"policy":"tree"}""", engine: new() { TakesAborts = takesAborts });
        var (first, second) = (session.Engine.Next().Gives("One"), session.Engine.Next());
        var cancelled = session.Client.PostAsync($"sessions/{session.Id}/v1/responses", Body);
        var id = (await first.Arrived.WaitAsync(LiveSession.Ends)).Id.Split('/')[1];
        var other = session.Client.PostAsync($"sessions/{session.Id}/v1/responses", """{"model":"m","input":"v"}""");
        await second.Arrived.WaitAsync(LiveSession.Ends);

        var answer = await session.Client.PostAsync($"sessions/{session.Id}/v1/responses/{id}/cancel", "");
        second.Gives("Two<|im_end|>").Ends();

        Assert.Equal(
            (200, id, "response", "cancelled", 0),
            ((int)answer.Status, Text(answer, "id"), Text(answer, "object"), Text(answer, "status"), answer.Json.GetProperty("output").GetArrayLength()));
        Assert.Equal((503, "engine_aborted"), (await cancelled).Error);
        Assert.Equal("completed", Text(await other, "status"));
    }

    [Fact]
    public async Task Cancel_OfAResponseThatIsThere_TellsItAsItIs()
    {
        await using var session = await LiveSession.OpenAsync();
        session.Engine.Next().Gives("One<|im_end|>").Ends();
        var given = await session.Client.PostAsync($"sessions/{session.Id}/v1/responses", Body);

        var answer = await session.Client.PostAsync($"sessions/{session.Id}/v1/responses/{Text(given, "id")}/cancel", "");

        Assert.Equal((200, "completed", Text(given, "id")), ((int)answer.Status, Text(answer, "status"), Text(answer, "id")));
    }

    [Fact]
    public async Task Delete_OfAResponse_IsRefusedByNameAndItStays()
    {
        await using var session = await LiveSession.OpenAsync();
        session.Engine.Next().Gives("One<|im_end|>").Ends();
        var given = await session.Client.PostAsync($"sessions/{session.Id}/v1/responses", Body);
        var path = $"sessions/{session.Id}/v1/responses/{Text(given, "id")}";

        Assert.Equal((409, "response_kept"), (await session.Client.DeleteAsync(path)).Error);
        Assert.Equal(200, (int)(await session.Client.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("POST", "none/cancel")]
    [InlineData("DELETE", "none")]
    public async Task OfNoResponse_IsNotFound(string method, string path)
    {
        await using var session = await LiveSession.OpenAsync();

        Assert.Equal(
            (404, "response_not_found"),
            (await session.Client.SendAsync(new(method), $"sessions/{session.Id}/v1/responses/{path}", null)).Error);
    }

    private static string? Text(HttpAnswer answer, string name) => answer.Json.GetProperty(name).GetString();
}
