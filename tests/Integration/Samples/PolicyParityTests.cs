using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Samples;

/// <summary>The policy decides where a request attaches, and nothing else: no digest, token or sample depends on it.</summary>
public sealed class PolicyParityTests
{
    [Fact]
    public async Task Sessions_OfBothPoliciesWithOneConversation_HaveTheSameTokensDigestsAndSamples()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 11, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);

        var linear = await RunAsync(client, """{"policy":"linear"}""");
        var tree = await RunAsync(client, """{"policy":"tree"}""");

        Assert.Equal(linear.Digests, tree.Digests);
        Assert.Equal(linear.Page.Ids, tree.Page.Ids);
        Assert.Equal(linear.Page.Origins, tree.Page.Origins);
        Assert.Equal(linear.Page.Digest, tree.Page.Digest);
        Assert.Equal(linear.Page.Digest, linear.Digests[^1]);
        Assert.Equal(linear.File.Tensors.Keys, tree.File.Tensors.Keys);
        Assert.All(linear.File.Tensors.Keys.Where(name => name != "_samples_meta"), name =>
            Assert.Equal(linear.File.Tensors[name].Bytes.ToArray(), tree.File.Tensors[name].Bytes.ToArray()));
        Assert.Equal(linear.File.Samples.Select(WithoutId), tree.File.Samples.Select(WithoutId));
        Assert.Equal("completed", Assert.Single(tree.File.Samples).GetProperty("status").GetString());
    }

    /// <summary>Each answer has an id and times of its own.</summary>
    private static string WithoutId(JsonElement sample)
    {
        var metadata = sample.GetProperty("metadata");
        var leaf = metadata.GetProperty("leaf").GetRawText();
        var turns = string.Concat(metadata.GetProperty("tito_turns").EnumerateArray().Select(turn => $"{turn.GetProperty("turn")} {turn.GetProperty("start")} {turn.GetProperty("end")} {turn.GetProperty("sampling")}"));
        return sample.GetRawText()
            .Replace(leaf, SamplesFile.Leaf(sample), StringComparison.Ordinal)
            .Replace(metadata.GetProperty("tito_turns").GetRawText(), turns, StringComparison.Ordinal)
            .Replace(metadata.GetProperty("lifecycle").GetRawText(), "", StringComparison.Ordinal)
            .Replace(metadata.GetProperty("tito_times").GetRawText(), "", StringComparison.Ordinal);
    }

    private static async Task<(List<string> Digests, SessionPage Page, SamplesFile File)> RunAsync(SessionClient client, string settings)
    {
        var session = (await client.PostAsync("sessions", settings)).Json.GetProperty("session_id").GetString()!;
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich?");
        var digests = new List<string>();
        for (var turn = 0; turn < 4; turn++)
        {
            var answer = await client.TakeAsync(session, talk.BodyWithTools());
            digests.Add(answer.Headers["x-tito-digest"]);
            talk.GoOn(answer);
        }

        return (digests, await client.ViewAsync(session), SamplesFile.Read(await client.PostAsync($"sessions/{session}/samples", "")));
    }
}
