using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Storage.Azure;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>An Azurite of its own, which goes away and comes back with its data.</summary>
/// <remarks>
/// The servers reach it through a relay that is cut before it is stopped. What Azurite answered before that is in its memory, and is written out
/// before the process ends; what it answers afterwards reaches nobody. So it keeps what the service keeps: everything that it has acknowledged.
/// </remarks>
internal sealed class AzuriteStore : IChaosStore
{
    private const string Journal = "sessions"; // The name that servers use.

    private readonly Azurite _azurite = new();
    private readonly StorageRelay _relay = new();
    private string _direct = "";
    private volatile bool _isDown;

    public string Name => "Azurite";

    public string[] Arguments => [];

    public (string Name, string Value)[] Environment => [("TITO_TABLES", _relay.Connection)];

    public int Restarts { get; private set; }

    /// <summary>Waits until it can be used.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _direct = await _azurite.ConnectAsync(cancellationToken);
        _relay.Start(_direct);
    }

    public bool WasDownSince(int restarts) => _isDown || Restarts != restarts;

    public async Task<bool> RestartAsync(Random random, CancellationToken cancellationToken)
    {
        _isDown = true;
        _relay.Cut();
        if (random.Next(3) > 0)
        {
            await _azurite.StopAsync(cancellationToken);
        }
        else
        {
            await WaitForSaveAsync(cancellationToken);
            await _azurite.KillAsync(cancellationToken);
        }

        await _azurite.StartAgainAsync(cancellationToken);
        _relay.Mend();
        Restarts++;
        _isDown = false;
        return true;
    }

    public async Task<IJournal> OpenAsync(CancellationToken cancellationToken) => await AzureJournal.OpenAsync(_direct, Journal, cancellationToken);

    public Task<string> CheckAsync(CancellationToken cancellationToken) => Task.FromResult("");

    public ValueTask DisposeAsync()
    {
        _relay.Dispose();
        _azurite.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends when a row that is stored now is in the file: then so is everything before it.</summary>
    private async Task WaitForSaveAsync(CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        using var written = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(_azurite.TableFile)!) { EnableRaisingEvents = true };
        watcher.Renamed += (_, _) => written.Release();

        // A table's name is a row of Azurite's own: this needs no table to be there.
        await new TableClient(_direct, "mark" + mark).CreateAsync(cancellationToken);
        do
        {
            await written.WaitAsync(cancellationToken);
        }
        while (!(await File.ReadAllTextAsync(_azurite.TableFile, cancellationToken)).Contains(mark, StringComparison.Ordinal));
    }
}
