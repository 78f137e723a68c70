using System.Collections.Immutable;
using Tito.Simulation;
using Tito.Tests.Agents.Events;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>The typed stream readers of the official libraries take every event of every face, in the captured order.</summary>
public sealed class EventTests
{
    /// <summary>A turn that has everything: thinking, a text, two calls.</summary>
    private static readonly ImmutableArray<ScriptedTurn> Script = [AgentTask.Script[1]];

    private static readonly ImmutableArray<Agent> Readers =
    [
        NodeProgram.Agent("OpenAI Node", "events.mjs", ["openai"], "chat/completions", "responses"),
        NodeProgram.Agent("Anthropic Node", "events.mjs", ["@anthropic-ai/sdk"], "messages"),
        new("OpenAI .NET", "", ["chat/completions", "responses"], (url, face, ends) => EndAsync(
            face == "responses" ? DotNetReaders.ResponsesAsync(url, ends) : DotNetReaders.ChatAsync(url, ends))),
        new("Anthropic .NET", "", ["messages"], (url, _, ends) => EndAsync(DotNetReaders.MessagesAsync(url, ends))),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (name, face) in Readers.SelectMany(reader => reader.Ways.Select(face => (reader.Name, face))))
            {
                cases.Add(name, face);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Reader_OfAStream_TakesEveryEventInTheCapturedOrder(string name, string face)
    {
        var ends = TestContext.Current.CancellationToken;
        await using var bench = await AgentBench.StartAsync(Script, ends);
        var row = await bench.RunAsync(Readers.Single(reader => reader.Name == name), face, "", ends);

        Assert.True(row.End.Done, row.End.Text);
        var wire = WireEvents.Of(Assert.Single(row.Exchanges).Answer);
        var read = row.End.Text.Split('\n').ToImmutableArray();
        EventOrders.Hold($"wire, {face}", WireEvents.Shortened(wire));
        EventOrders.Hold($"{name}, {face}", WireEvents.Shortened(read));
        Assert.Equal(wire.Length, read.Length);
        if (name.EndsWith("Node", StringComparison.Ordinal))
        {
            Assert.Equal(wire, read);
        }
    }

    private static async Task<AgentEnd> EndAsync(Task<string> kinds) => new(true, await kinds);
}
