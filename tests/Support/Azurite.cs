namespace Tito.Tests.Support;

/// <summary>Azurite, the emulator of Azure storage, as a process on free ports, with its data in a folder of its own.</summary>
/// <remarks>
/// It answers from memory and writes its tables out about every five seconds, each time the whole file, which it then renames into place: SIGKILL loses what
/// it acknowledged since (1,593 of 3,238 rows after seven seconds of 16 writers). SIGTERM writes them out at the end, and lost none of some 20,000 rows
/// in 16 trials under traffic; but it does not wait for the requests that are under way before it does, so nothing promises that. A test that stops
/// it under traffic cuts the connections first, and then what was acknowledged is kept.
/// </remarks>
internal sealed class Azurite : IDisposable
{
    // The account and key that Azurite documents for everybody: "Azurite accepts the same well-known account and key".
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    private static readonly string Script = Repository.PathTo("tests", "Support", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js");

    private readonly TempFolder _data = new();
    private readonly string _script;
    private ProgramRun _process;
    private int _blobPort;
    private int _queuePort;
    private int _tablePort;

    public Azurite()
        : this(Script)
    {
    }

    /// <summary>Starts it from elsewhere.</summary>
    public Azurite(string script)
    {
        _script = script;
        _process = Start();
    }

    /// <summary>The file in which the tables are when they have been written out.</summary>
    public string TableFile => _data.File("__azurite_db_table__.json");

    /// <summary>The connection string of an Azurite whose services are at these addresses.</summary>
    public static string Connection(string blobs, string tables, string? queues = null) =>
        $"{Account}BlobEndpoint={blobs}/devstoreaccount1;TableEndpoint={tables}/devstoreaccount1"
        + (queues is null ? "" : $";QueueEndpoint={queues}/devstoreaccount1");

    /// <summary>Waits until blobs, queues and tables answer, and gives the connection string.</summary>
    public async Task<string> ConnectAsync(CancellationToken cancellationToken)
    {
        // In this order it starts them.
        var blobs = await _process.WaitForAsync("Blob service is successfully listening at ", cancellationToken).ConfigureAwait(false);
        var queues = await _process.WaitForAsync("Queue service is successfully listening at ", cancellationToken).ConfigureAwait(false);
        var tables = await _process.WaitForAsync("Table service is successfully listening at ", cancellationToken).ConfigureAwait(false);
        (_blobPort, _queuePort, _tablePort) = (new Uri(blobs).Port, new Uri(queues).Port, new Uri(tables).Port);
        return Connection(blobs, tables, queues);
    }

    /// <summary>SIGTERM, and waits for the end: the data are written out.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _process.TerminateAsync(cancellationToken);

    /// <summary>SIGKILL, and waits for the end.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    /// <summary>SIGSTOP: connections stay open, and nothing is answered.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => _process.SignalAsync("STOP", cancellationToken);

    /// <summary>SIGCONT: it answers what it was asked meanwhile.</summary>
    public Task ThawAsync(CancellationToken cancellationToken) => _process.SignalAsync("CONT", cancellationToken);

    /// <summary>Starts it after it was stopped, with its data and on its ports, and waits until it answers.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken)
    {
        _process.Dispose();
        _process = Start();
        return ConnectAsync(cancellationToken);
    }

    public void Dispose()
    {
        _process.Dispose();
        _data.Dispose();
    }

    // Without --disableTelemetry it looks for the network; the SDK speaks a newer version of the API than it knows.
    private ProgramRun Start() => ProgramRun.Start(
        "node",
        [_script, "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", _data.Path, "--blobPort", $"{_blobPort}", "--queuePort", $"{_queuePort}", "--tablePort", $"{_tablePort}"]);
}
