using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Server.Hosting;
using Tito.Storage.InMemory;
using Tito.Tests.Support;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Turns;

namespace Tito.Tests.Integration.Processes;

/// <summary>A server that is to stop while the journal is away: what it says of the end of its turns.</summary>
public sealed class ServerRunTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>0 loads, 1 begins, 2 appends: from then on the journal does not answer. What was not begun had sampled nothing.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task RunAsync_OfATurnThatTheJournalWasNotTold_ExitsWith3WhereTokensAreLost(int away, int lost)
    {
        using var logs = new HeardLog();
        var clock = new FakeTimeProvider();
        var journal = new InMemoryJournal();
        await new SessionOpener(journal, ServedModel.Qwen3, clock).RunAsync(Id, new(), null, Ends);
        var engine = new ScriptedEngine(ServedModel.Tokenizer).Says("a1");
        var faulty = new FaultyJournal(journal, call => call >= away ? StoreFault.Before : null);
        var turns = new TurnTaker(faulty, engine, ServedModel.Qwen3, new(TimeSpan.FromMinutes(9)), clock);
        var untold = new List<string>();
        turns.Untold = (_, attempt, _) => untold.Add(attempt.AttemptId);
        var request = new TurnRequest
        {
            Digest = Digest.Of("body"u8),
            Messages = [Chat.User("u")],
            Inputs = TurnInputs.None,
            Fields = JsonElement.Parse("{}"),
        };
        await Assert.ThrowsAsync<IOException>(() => turns.RunAsync(Id, request, new("attempt", "k", IsRetry: false), null, Ends));
        Assert.Equal((1, 0), (turns.UnsettledCount, turns.UntoldCount));
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(turns).AddSingleton<ILoggerFactory>(logs);
        using var host = builder.Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var stop = lifetime.ApplicationStarted.Register(lifetime.StopApplication);

        var exit = await new ServerRun(host, TimeSpan.FromMilliseconds(100)).RunAsync();

        Assert.Equal(lost > 0 ? ServerRun.TurnsWereCut : 0, exit);
        Assert.Equal(lost > 0 ? ["attempt"] : [], untold);
        Assert.Equal(
            lost > 0
                ? ["1 turns ended and the journal could not be told of them: what they sampled is lost, and their keys are held until they expire."]
                : [],
            logs.Lines.Where(line => line.Category == "Tito.Drain").Select(line => line.Text));
    }
}
