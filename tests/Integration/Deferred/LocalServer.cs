using Tito.Core.Journals;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>The server by itself, in a process, over a SQLite file.</summary>
internal sealed class LocalServer : IDeferredServer
{
    private readonly TempFolder _data = new();
    private readonly string[] _arguments;
    private ProgramRun? _process;

    private LocalServer(string engine, (string Name, string Value)[] options) => _arguments =
    [
        "--engine", engine, "--data", _data.Path, "--port", "0",
        .. options.SelectMany(option => (string[])[$"--{option.Name}", option.Value]),
    ];

    public Uri Root { get; private set; } = null!;

    public IJournal Journal { get; private set; } = null!;

    /// <summary>The folder of the file.</summary>
    public TempFolder Data => _data;

    public static async Task<LocalServer> StartAsync(string engine, params (string Name, string Value)[] options)
    {
        // A sweep each second, where the test does not say otherwise: there is no way to ask for one.
        var server = new LocalServer(engine, options.Any(option => option.Name == "sweep-interval") ? options : [.. options, ("sweep-interval", "1")]);
        await server.StartAsync();
        server.Journal = SqliteJournal.Open(Path.Combine(server._data.Path, "sessions.db"));
        return server;
    }

    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    public async Task KillAsync()
    {
        await _process!.KillAsync(TestContext.Current.CancellationToken);
        _process.Dispose();
        _process = null;
    }

    public Task SweepAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync()
    {
        _process = ProgramRun.Start(BuiltProgram.Server, _arguments);
        Root = new(await _process.WaitForAsync("Now listening on: ", TestContext.Current.CancellationToken) + "/");
    }
}
