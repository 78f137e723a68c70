using Tito.Core.Models;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Samples;

/// <summary>A model with experts in three layers, two for each token, whose choices the simulated engine makes from the tokens alone.</summary>
public sealed class RoutedExpertsTests
{
    private static readonly RoutedExpertsCapture Whole = new(Layers: 3, TopK: 2, Additive: false);

    [Fact]
    public async Task Session_WithAdditiveExperts_AsksForWhatIsNewAndEndsWithTheTensorOfAWholeOne()
    {
        var whole = await RunAsync(Whole);
        var additive = await RunAsync(Whole with { Additive = true });

        Assert.All(whole.Starts, start => Assert.Equal(0, start));
        Assert.Equal([0, .. additive.Held], additive.Starts);
        Assert.Equal(whole.File.Tensors["tokens.0"].Longs, additive.File.Tensors["tokens.0"].Longs);
        var rows = whole.File.Tensors["rollout_routed_experts.0"];
        Assert.Equal(("I32", "1"), (rows.DType, whole.File.Samples.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([whole.File.Tensors["tokens.0"].Shape[0] - 1, 3, 2], rows.Shape);
        Assert.Equal(rows.Ints, additive.File.Tensors["rollout_routed_experts.0"].Ints);
    }

    [Fact]
    public async Task Session_WithExperts_KeepsThemFromTheClientAndInTheRecord()
    {
        var session = await RunAsync(Whole);

        Assert.All(session.Answers, answer => Assert.DoesNotContain("routed_experts", answer.Text, StringComparison.Ordinal));
        var meta = session.Page.Records[^1].GetProperty("response").GetProperty("choices")[0].GetProperty("meta_info");
        var record = Convert.FromBase64String(meta.GetProperty("routed_experts").GetString()!);
        Assert.Equal(session.File.Tensors["rollout_routed_experts.0"].Bytes.ToArray(), record);
        Assert.True(session.Page.Records[^1].GetProperty("request").GetProperty("return_routed_experts").GetBoolean());
    }

    [Fact]
    public async Task Collect_WithALimit_CutsTheRowsWithTheTokens()
    {
        var session = await RunAsync(Whole with { Additive = true });
        var rows = session.File.Tensors["rollout_routed_experts.0"].Ints;
        var limit = session.File.Tensors["tokens.0"].Shape[0] - 1;

        var cut = session.Cut.Tensors["rollout_routed_experts.0"];

        Assert.Equal([limit - 1, 3, 2], cut.Shape);
        Assert.Equal(rows[..^6], cut.Ints);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    public async Task Session_AfterARetryWithAdditiveExperts_JoinsTheRowsOfItsOwnPath(string policy)
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 5, ServedModel.Qwen3.Recording(Whole with { Additive = true }), ends);
        using var client = new SessionClient(server.Root, ends);
        var session = (await client.PostAsync("sessions", $$"""{"policy":"{{policy}}"}""")).Json.GetProperty("session_id").GetString()!;
        var first = await client.TakeAsync(session, new Conversation().User("One?").Body());
        var message = first.Json.GetProperty("choices")[0].GetProperty("message");
        await client.TakeAsync(session, new Conversation().User("One?").Assistant(message).User("And two?").Body());
        await client.TakeAsync(session, new Conversation().User("One?").Assistant(message).User("Or three?").Body());

        var file = SamplesFile.Read(await client.PostAsync($"sessions/{session}/samples", """{"picker":"all"}"""));

        var starts = server.Engine.Requests.Select(request => request.RoutedExperts!.StartRow).ToArray();
        Assert.Equal((0, starts[1]), (starts[0], starts[2]));
        var rows = Enumerable.Range(0, 2).Select(sample => file.Tensors[$"rollout_routed_experts.{sample}"].Ints).ToArray();
        Assert.Equal(rows[0][..(starts[1] * 6)], rows[1][..(starts[1] * 6)]);
        Assert.All(rows.Index(), pair => Assert.Equal((file.Tensors[$"tokens.{pair.Index}"].Shape[0] - 1) * 6, pair.Item.Length));
        Assert.NotEqual(rows[0], rows[1]);
    }

    private static async Task<Run> RunAsync(RoutedExpertsCapture capture)
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 4, ServedModel.Qwen3.Recording(capture), ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await client.OpenAsync();
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich?");
        var answers = new List<HttpAnswer>();
        var held = new List<int>();
        for (var turn = 0; turn < 3; turn++)
        {
            answers.Add(await client.TakeAsync(session, talk.BodyWithTools()));
            held.Add((await client.ViewAsync(session)).Ids.Length - 1);
            talk.GoOn(answers[^1]);
        }

        var page = await client.ViewAsync(session);
        return new(
            [.. server.Engine.Requests.Select(request => request.RoutedExperts!.StartRow)],
            held[..^1],
            answers,
            page,
            SamplesFile.Read(await client.PostAsync($"sessions/{session}/samples", "{}")),
            SamplesFile.Read(await client.PostAsync($"sessions/{session}/samples", $$"""{"max_seq_len":{{page.Ids.Length - 1}}}""")));
    }

    private sealed record Run(List<int> Starts, List<int> Held, List<HttpAnswer> Answers, SessionPage Page, SamplesFile File, SamplesFile Cut);
}
