using System.Collections.Concurrent;
using Tito.Tests.Support;

[assembly: AssemblyFixture(typeof(Tito.Tests.Integration.Fronts.WorkerFront))]

namespace Tito.Tests.Integration.Fronts;

/// <summary>
/// The suite over the other front: where <c>TITO_TEST_WORKER</c> names a published folder, each server that a test asks for is that folder's
/// worker under the Functions host, and its engine is asked over HTTP. A test that needs more than an address is skipped and says why.
/// </summary>
/// <remarks>A worker that nothing went wrong with serves the next test, with no session left and another engine.</remarks>
public sealed class WorkerFront : IServerFront, IAsyncLifetime
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("TITO_TEST_WORKER") is { Length: > 0 } set ? Path.GetFullPath(set) : null;

    private readonly ConcurrentDictionary<string, ConcurrentBag<HostedWorker>> _idle = new(StringComparer.Ordinal);

    public ValueTask InitializeAsync()
    {
        TestServer.Front = Folder is null ? null : this;
        return ValueTask.CompletedTask;
    }

    async Task<IServerElsewhere> IServerFront.StartAsync(AskedServer asked, CancellationToken cancellationToken)
    {
        var settings = WorkerSettings.Of(asked);
        var idle = asked.Data is null ? _idle.GetOrAdd(settings.ToString(), _ => []) : null;
        if (idle is not null && idle.TryTake(out var waiting))
        {
            waiting.Ask(asked.Engine);
            return waiting;
        }

        var worker = await HostedWorker.StartAsync(Folder!, settings, asked.Data, idle, cancellationToken).ConfigureAwait(false);
        worker.Ask(asked.Engine);
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        TestServer.Front = null;
        foreach (var worker in _idle.Values.SelectMany(idle => idle))
        {
            await worker.EndAsync().ConfigureAwait(false);
        }
    }
}
