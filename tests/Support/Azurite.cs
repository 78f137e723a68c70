namespace Tito.Tests.Support;

/// <summary>A process of Azurite, the emulator of Azure storage, on free ports, with its data in a folder of its own.</summary>
internal sealed class Azurite : IDisposable
{
    // The account and key that Azurite documents for everybody: "Azurite accepts the same well-known account and key".
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    private static readonly string Script = Repository.PathTo("tests", "Support", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js");

    private readonly TempFolder _data = new();
    private readonly ProgramRun _process;

    public Azurite() =>

        // Without --disableTelemetry it looks for the network; the SDK speaks a newer version of the API than it knows.
        _process = ProgramRun.Start(
            "node",
            [Script, "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", _data.Path, "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"]);

    /// <summary>Waits until blobs and tables answer, and gives the connection string.</summary>
    public async Task<string> ConnectAsync(CancellationToken cancellationToken)
    {
        // In this order it starts them.
        var blobs = await _process.WaitForAsync("Blob service is successfully listening at ", cancellationToken).ConfigureAwait(false);
        var tables = await _process.WaitForAsync("Table service is successfully listening at ", cancellationToken).ConfigureAwait(false);
        return $"{Account}BlobEndpoint={blobs}/devstoreaccount1;TableEndpoint={tables}/devstoreaccount1";
    }

    public void Dispose()
    {
        _process.Dispose();
        _data.Dispose();
    }
}
