using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Storage.Azure;
using Tito.Tests.Integration.Deferred;
using Tito.Tests.Support;
using Tito.Tests.Support.FunctionsHost;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The published worker under the host with Durable Functions, over an Azurite of its own, which has its sessions as well.</summary>
internal sealed class DurableServer : IDeferredServer
{
    private const string JournalName = "sessions"; // The name that servers use.

    private readonly Azurite _azurite = new();

    private DurableServer()
    {
    }

    /// <summary>The host.</summary>
    public HostProcess Host { get; private set; } = null!;

    public Uri Root => Host.Root;

    /// <summary>The sessions, as another process sees them.</summary>
    public IJournal Journal { get; private set; } = null!;

    /// <summary>Their rows.</summary>
    public TableClient Table { get; private set; } = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Starts all of it.</summary>
    /// <param name="app">The published folder.</param>
    /// <param name="engine">The engine's address, with its wire.</param>
    /// <param name="options">Options by their names without dashes before them.</param>
    public static async Task<DurableServer> StartAsync(PublishedApp app, string engine, params (string Name, string Value)[] options)
    {
        var server = new DurableServer();
        try
        {
            var storage = await server._azurite.ConnectAsync(Ends);
            server.Host = await app.StartDurableAsync(
                new(engine), storage, [.. options.Select(option => ($"TITO_{option.Name.ToUpperInvariant().Replace('-', '_')}", option.Value))]);
            server.Journal = await AzureJournal.OpenAsync(storage, JournalName, Ends);
            server.Table = new(storage, JournalName);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills host and worker, and starts both again.</summary>
    public async Task RestartAsync()
    {
        await Host.KillBothAsync(Ends);
        await Host.StartAgainAsync(Ends);
    }

    /// <summary>Lets the timer of the sweep be due.</summary>
    public async Task SweepAsync() => Assert.Equal("Success", await Host.TickAsync("SweepSessions", Ends));

    public ValueTask DisposeAsync()
    {
        Host?.Dispose();
        _azurite.Dispose();
        return ValueTask.CompletedTask;
    }
}
