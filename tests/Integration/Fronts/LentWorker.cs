using System.Collections.Concurrent;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Fronts;

/// <summary>A worker while one test has it.</summary>
internal sealed class LentWorker : IServerElsewhere
{
    private readonly HostedWorker _worker;
    private readonly ConcurrentBag<HostedWorker>? _idle;

    public LentWorker(HostedWorker worker, AskedServer asked, ConcurrentBag<HostedWorker>? idle)
    {
        (_worker, _idle) = (worker, idle);
        worker.Bridge.LeadTo(asked.Engine);
    }

    public Uri Root => _worker.Root;

    public string File => _worker.File;

    /// <summary>After an engine's error its circuit is not what it was, and after a request that hangs neither is the worker.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_idle is not null && _worker.Bridge.IsUnharmed)
        {
            await _worker.ClearAsync(CancellationToken.None);
            _idle.Add(_worker);
        }
        else
        {
            await _worker.DisposeAsync();
        }
    }
}
