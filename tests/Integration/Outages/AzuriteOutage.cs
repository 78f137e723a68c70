using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Outages;

/// <summary>Azurite, frozen by SIGSTOP, or stopped and started again on its folder.</summary>
/// <remarks>The connections are cut before it is stopped, so that it keeps what it acknowledged (<see cref="Azurite"/>).</remarks>
internal sealed class AzuriteOutage(bool isFrozen) : IOutage
{
    private readonly Azurite _azurite = new();
    private readonly StorageRelay _relay = new();

    public string Name => isFrozen ? "Azurite frozen" : "Azurite down";

    public async Task PrepareAsync(CancellationToken cancellationToken) => _relay.Start(await _azurite.ConnectAsync(cancellationToken));

    public ProgramRun Start(params string[] more) => ProgramRun.Start(
        BuiltProgram.Server, ["--port", "0", .. more], ("TITO_TABLES", _relay.Connection));

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (isFrozen)
        {
            await _azurite.FreezeAsync(cancellationToken);
            return;
        }

        _relay.Cut();
        await _azurite.StopAsync(cancellationToken);
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (isFrozen)
        {
            await _azurite.ThawAsync(cancellationToken);
            return;
        }

        await _azurite.StartAgainAsync(cancellationToken);
        _relay.Mend();
    }

    public ValueTask DisposeAsync()
    {
        _relay.Dispose();
        _azurite.Dispose();
        return ValueTask.CompletedTask;
    }
}
