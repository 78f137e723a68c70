using System.Collections.Concurrent;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faults;

/// <summary>A bench for each way of asking an engine, started when a case first wants it, and the conversation of all cases.</summary>
public sealed class FaultBenches : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Wire, bool Streams), Lazy<Task<FaultBench>>> _benches = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<SessionPage>>> _undisturbed = new();

    internal static Conversation Talk() => new Conversation().System("Be brief.").User("What is the weather in Zürich?");

    internal Task<FaultBench> OfAsync(string wire, bool streams) =>
        _benches.GetOrAdd((wire, streams), key => new(() => FaultBench.StartAsync(key.Wire, key.Streams))).Value;

    /// <summary>Two turns of the conversation with nothing wrong: not each wire tells the version of the weights, which digests bind.</summary>
    internal Task<SessionPage> UndisturbedAsync(string wire) =>
        _undisturbed.GetOrAdd(wire, wire => new(() => TakeUndisturbedAsync(wire))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var bench in _benches.Values)
        {
            await (await bench.Value).DisposeAsync();
        }
    }

    private async Task<SessionPage> TakeUndisturbedAsync(string wire)
    {
        var client = (await OfAsync(wire, streams: false)).Client;
        var (session, talk) = (await client.OpenAsync(), Talk());
        for (var turn = 0; turn < 2; turn++)
        {
            talk.GoOn(await client.TakeAsync(session, talk.Body()));
        }

        return await client.ViewAsync(session);
    }
}
